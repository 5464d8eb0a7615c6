using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace VoiceBooker.Server.Settings;

/// <summary>Reads sections of the settings as the options they stand for, and says what is wrong with them: the key, the value, and what is allowed.</summary>
internal static class SettingsCheck
{
    private static readonly string[] Secrets = ["AuthToken", "ConnectionString", "Key", "Password", "Secret"];

    /// <summary>Mistakes that keep the server from starting, and keys that nobody reads.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="sections">Our sections with their options.</param>
    public static (IReadOnlyList<string> Mistakes, IReadOnlyList<string> UnknownKeys) Find(IConfiguration configuration, IReadOnlyList<(string Section, Type Options)> sections)
    {
        List<string> mistakes = [], unknown = [];
        foreach (var (name, type) in sections)
        {
            if (EntryOf(type) is { } entry)
                CheckList(configuration.GetSection(name), name, entry);
            else
                Check(configuration.GetSection(name), name, type);
        }

        return (mistakes, unknown);

        void CheckList(IConfigurationSection list, string name, Type entry)
        {
            if (!string.IsNullOrEmpty(list.Value))
                mistakes.Add($"{name} is '{list.Value}'; it must be a list: {name}:0:{entry.GetProperties()[0].Name} and so on.");
            foreach (var child in list.GetChildren())
            {
                if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    Check(child, $"{name}:{child.Key}", entry);
                else
                    mistakes.Add($"{name}:{child.Key} stands outside the entries of the list; they are {name}:0, {name}:1 and so on.");
            }
        }

        void Check(IConfigurationSection section, string name, Type type)
        {
            var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
            foreach (var key in section.GetChildren().Select(child => child.Key))
            {
                var path = $"{name}:{key}";
                if (!known.ContainsKey(key) && !sections.Any(each => each.Section.Equals(path, StringComparison.OrdinalIgnoreCase)))
                    unknown.Add(NameUnknown(path, [.. known.Keys.Select(each => $"{name}:{each}")]));
            }

            mistakes.AddRange(FindMistakes(section, name, type, known));
            foreach (var property in known.Values.Where(property => EntryOf(property.PropertyType) is not null))
                CheckList(section.GetSection(property.Name), $"{name}:{property.Name}", EntryOf(property.PropertyType)!);
        }
    }

    /// <summary>What a list of options is a list of; null when the type is no such list.</summary>
    internal static Type? EntryOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) && type.GetGenericArguments()[0] is { IsClass: true } entry && entry != typeof(string) ? entry : null;

    /// <summary>How many letters must be put in, taken out or changed to make one word of the other.</summary>
    internal static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                var same = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), corner + (same ? 0 : 1));
                corner = above;
            }
        }

        return row[other.Length];
    }

    private static string NameUnknown(string path, IReadOnlyList<string> known) =>
        $"{path} is no setting of ours; nothing reads it. Did you mean {known.MinBy(each => Distance(each, path))}?";

    private static IEnumerable<string> FindMistakes(IConfigurationSection section, string name, Type type, Dictionary<string, PropertyInfo> known)
    {
        object options;
        try
        {
            options = section.Get(type) ?? Activator.CreateInstance(type)!;
        }
        catch (InvalidOperationException broken)
        {
            var bad = section.GetChildren().FirstOrDefault(child => child.Value is not null && known.TryGetValue(child.Key, out var property) && IsPlain(property.PropertyType) && !Converts(child.Value, property.PropertyType));
            return [bad is null ? broken.Message : $"{name}:{bad.Key} is '{Shown(bad.Key, bad.Value)}'; it must be {Wanted(known[bad.Key].PropertyType)}."];
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result =>
        {
            var member = result.MemberNames.FirstOrDefault() ?? "";
            var value = known.TryGetValue(member, out var property) ? property.GetValue(options) : null;
            var allowed = property?.GetCustomAttribute<RangeAttribute>() is { } range && result.ErrorMessage?.StartsWith("The field ", StringComparison.Ordinal) == true
                ? string.Create(CultureInfo.InvariantCulture, $"allowed are {range.Minimum} to {range.Maximum}")
                : result.ErrorMessage?.TrimEnd('.');
            return property is null || IsPlain(property.PropertyType)
                ? $"{name}:{member} is '{Shown(member, Convert.ToString(value, CultureInfo.InvariantCulture))}'; {allowed}."
                : $"{name}:{member} {allowed}."; // several values, perhaps secret ones: none is shown
        });
    }

    /// <summary>One value, not a list or a dictionary of them.</summary>
    private static bool IsPlain(Type type) => type == typeof(string) || !typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static bool Converts(string value, Type type)
    {
        try
        {
            var plain = Nullable.GetUnderlyingType(type) ?? type;
            return plain == typeof(string) || System.ComponentModel.TypeDescriptor.GetConverter(plain).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Wanted(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var plain when plain == typeof(bool) => "true or false",
        var plain when plain == typeof(TimeSpan) => "a time span like 00:00:20 (hours:minutes:seconds)",
        var plain when plain == typeof(Guid) => "a UUID",
        var plain when plain.IsEnum => string.Join(", ", Enum.GetNames(plain)),
        _ => "a number",
    };

    private static string Shown(string key, string? value) =>
        value is { Length: > 0 } && Secrets.Any(secret => key.EndsWith(secret, StringComparison.OrdinalIgnoreCase)) ? "(a secret)" : value ?? "";
}
