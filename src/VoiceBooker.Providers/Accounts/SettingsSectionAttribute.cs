namespace VoiceBooker.Providers.Accounts;

/// <summary>On the options of an outside service: the section of the settings they are read from. The server finds them by it and checks them when it starts, without knowing whose they are.</summary>
/// <param name="section">Name of the section.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingsSectionAttribute(string section) : Attribute
{
    /// <summary>Name of the section.</summary>
    public string Section { get; } = section;

    /// <summary>The section is a list of such options: <c>Section:0:Key</c>, <c>Section:1:Key</c>.</summary>
    public bool IsList { get; init; }
}
