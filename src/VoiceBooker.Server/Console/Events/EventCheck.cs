using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using VoiceBooker.Booking.Events;

namespace VoiceBooker.Server.Console.Events;

/// <summary>Puts the mistakes of the one check beside the fields of an <see cref="EventForm"/>: those named in <see cref="Fields"/>, or all.</summary>
public sealed class EventCheck : ComponentBase, IDisposable
{
    private ValidationMessageStore? _messages;

    /// <summary>The form's context.</summary>
    [CascadingParameter]
    public EditContext Context { get; set; } = default!;

    /// <summary>The fields that are looked at, as the JSON API calls them; null: all.</summary>
    [Parameter]
    public IReadOnlyCollection<string>? Fields { get; set; }

    /// <summary>Shows mistakes that were found elsewhere, beside their fields.</summary>
    public void Show(IEnumerable<EventMistake> mistakes)
    {
        _messages!.Clear();
        foreach (var mistake in mistakes.Where(mistake => Fields?.Contains(mistake.Field) != false))
            _messages.Add(Context.Field(char.ToUpperInvariant(mistake.Field[0]) + mistake.Field[1..]), mistake.Sentence);
        Context.NotifyValidationStateChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_messages is not null)
            Context.OnValidationRequested -= Check;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _messages = new ValidationMessageStore(Context);
        Context.OnValidationRequested += Check;
    }

    private void Check(object? sender, ValidationRequestedEventArgs _)
    {
        var wish = ((EventForm)Context.Model).ToEvent();
        List<EventMistake> mistakes = [.. EventFitting.FindMistakes(wish)];
        if (wish is { Provider: EventSetup.BuiltIn, ConnectionId: null } && EventFitting.ScheduleOf(wish.ProviderEvent) is null)
            mistakes.Add(Guid.TryParse(((EventForm)Context.Model).Schedule, out Guid _) ? new("ownMinutes", "The length is a multiple of 5 minutes, at most 1440.") : new("schedule", "Choose the calendar it is booked in."));
        else if (wish.ProviderEvent.Length == 0)
            mistakes.Add(new("providerEvent", "Choose the event that is booked."));
        Show(mistakes);
    }
}
