using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace VoiceBooker.Providers.OpenAI;

/// <summary>Puts tool calls together that arrive in pieces. Which call a piece belongs to is told by its index; its name and identity come once, its arguments are JSON only when all pieces are there.</summary>
internal sealed class ToolCallPieces
{
    private const int MostCalls = 32;
    private const int LongestArguments = 64 * 1024;

    private readonly List<Call> _calls = [];

    /// <summary>Takes the next piece.</summary>
    public void Add(int index, string? id, string? name, BinaryData? arguments)
    {
        var call = _calls.FindLast(each => each.Index == index);

        // Some compatible servers send whole calls, all with the same index, told apart by their identity only.
        if (call is null || (id is { Length: > 0 } && call.Id.Length > 0 && id != call.Id))
        {
            if (_calls.Count == MostCalls)
                throw new InvalidOperationException("too many tool calls in one answer");
            _calls.Add(call = new Call(index));
        }

        if (id is { Length: > 0 })
            call.Id = id;
        if (name is { Length: > 0 } && call.Name != name)
            call.Name += name;
        if (arguments is null)
            return;
        if (call.Arguments.Length + arguments.ToMemory().Length > LongestArguments)
            throw new InvalidOperationException("a tool call's arguments have no end");
        call.Arguments.Append(arguments);
    }

    /// <summary>All calls, in the order of their first pieces.</summary>
    public IEnumerable<FunctionCallContent> Take()
    {
        foreach (var call in _calls)
            yield return Whole(call);
        _calls.Clear();
    }

    private FunctionCallContent Whole(Call call)
    {
        var id = call.Id.Length > 0 ? call.Id : string.Create(CultureInfo.InvariantCulture, $"call_{_calls.IndexOf(call)}");
        var text = call.Arguments.ToString();
        if (string.IsNullOrWhiteSpace(text))
            return new FunctionCallContent(id, call.Name, new Dictionary<string, object?>(StringComparer.Ordinal)); // a tool without arguments
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var property in json.RootElement.EnumerateObject())
                    arguments[property.Name] = property.Value.Clone();
                return new FunctionCallContent(id, call.Name, arguments);
            }
        }
        catch (JsonException)
        {
            // Its own message would quote what the caller said.
        }

        return new FunctionCallContent(id, call.Name, new Dictionary<string, object?>(StringComparer.Ordinal)) { Exception = new FormatException("the arguments are not a JSON object") };
    }

    private sealed class Call(int index)
    {
        public int Index { get; } = index;

        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
