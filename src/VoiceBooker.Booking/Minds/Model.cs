using Microsoft.Extensions.AI;

namespace VoiceBooker.Booking.Minds;

/// <summary>A hosted model that can lead a call, as the settings name it.</summary>
/// <param name="Name">What the settings and the journal call it.</param>
/// <param name="Client">Speaks to it. Streams; an update without contents says that a call of a tool is being put together; never retries on its own; lets go within 10 ms of a cancellation.</param>
/// <param name="Deadlines">How long it may take.</param>
/// <param name="Prices">What it costs.</param>
public sealed record Model(string Name, IChatClient Client, ModelDeadlines Deadlines, ModelPrices Prices);

/// <summary>How long each stage of one answer may take; the first one missed ends the answer.</summary>
/// <param name="FirstToken">From the request to the first piece of text or of a tool call.</param>
/// <param name="Gap">Between two pieces.</param>
/// <param name="Whole">From the request to the end.</param>
public sealed record ModelDeadlines(TimeSpan FirstToken, TimeSpan Gap, TimeSpan Whole);

/// <summary>Prices per million tokens, in the currency of the budget. All zero: not known, counted as free.</summary>
/// <param name="Input">Of what is sent.</param>
/// <param name="CachedInput">Of what is sent and was in the vendor's cache.</param>
/// <param name="Output">Of what comes back.</param>
public sealed record ModelPrices(decimal Input, decimal CachedInput, decimal Output);
