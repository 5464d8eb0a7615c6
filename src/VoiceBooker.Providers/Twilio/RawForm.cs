using System.Text;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// A form as it was sent. Signatures are made over exactly these names and values, so nothing is trimmed, merged or dropped: the framework's form reader merges names that differ in case only.
/// </summary>
internal sealed class RawForm
{
    private readonly List<KeyValuePair<string, string>> _fields;

    private RawForm(List<KeyValuePair<string, string>> fields) => _fields = fields;

    /// <summary>No fields.</summary>
    public static RawForm Empty { get; } = new([]);

    /// <summary>All fields in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The first value of <paramref name="name"/>, case-sensitive; empty when there is none.</summary>
    public string this[string name] => _fields.Find(field => field.Key == name).Value ?? "";

    /// <summary>Reads <c>application/x-www-form-urlencoded</c>: split at '&amp;', then at the first '='; '+' is a space; percent escapes are UTF-8.</summary>
    public static RawForm Parse(ReadOnlySpan<byte> body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            if (field.IsEmpty)
                continue;

            var equals = field.IndexOf((byte)'=');
            fields.Add(equals < 0 ? new(Decode(field), "") : new(Decode(field[..equals]), Decode(field[(equals + 1)..])));
        }

        return new RawForm(fields);
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                bytes[length++] = (byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = text[i] == '+' ? (byte)' ' : text[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
