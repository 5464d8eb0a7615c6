using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceBooker.Providers.OpenAI;
using VoiceBooker.Server.Settings;

namespace VoiceBooker.Tests.Providers.OpenAI;

public sealed class ModelSettingsTests
{
    [Theory]
    [InlineData("Kind", "gemini", "allowed are openai, azure, compatible")]
    [InlineData("Key", "", "is needed")]
    [InlineData("BaseUrl", "http://api.example.com/v1", "https://")]
    [InlineData("BaseUrl", "http://10.0.0.7:8000/v1", "AllowInsecureAddress must be set to true")]
    [InlineData("Kind", "azure", "like https://NAME.openai.azure.com/openai/v1")]
    [InlineData("UseEntra", "true", "azure only")]
    [InlineData("UseEntra", "perhaps", "true or false")]
    [InlineData("Temperature", "3", "0 to 2")]
    [InlineData("MaxOutputTokens", "many", "a number")]
    [InlineData("FirstTokenWithin", "00:01:00", "00:00:00.2 to 00:00:30")]
    [InlineData("WholeWithin", "00:00:01", "FirstTokenWithin")]
    [InlineData("ReasoningEffort", "very", "minimal")]
    [InlineData("Headers:Content-Length", "7", "Content-Length")]
    [InlineData("Headers:X-Key", "very-secret\n", "X-Key")]
    [InlineData("InputPrice", "-1", "0 to 10000")]
    public void A_wrong_setting_names_its_entry_its_key_and_what_is_allowed(string key, string value, string allowed)
    {
        var (mistakes, _) = Check(("Models:1:Key", "very-secret"), ($"Models:1:{key}", value));
        Assert.Contains(mistakes, line => line.StartsWith("Models:1:", StringComparison.Ordinal) && line.Contains(allowed, StringComparison.Ordinal));
        Assert.All(mistakes, line => Assert.DoesNotContain("very-secret", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_beside_the_identity_of_the_machine_is_a_mistake_that_does_not_show_the_key()
    {
        var line = Assert.Single(Check(("Models:1:Kind", "azure"), ("Models:1:BaseUrl", "https://x.openai.azure.com/openai/v1"), ("Models:1:UseEntra", "true"), ("Models:1:Key", "very-secret")).Mistakes);
        Assert.Equal("Models:1:Key is '(a secret)'; must be empty where UseEntra is set.", line);
    }

    [Fact]
    public void A_key_nobody_reads_is_named_with_the_one_it_may_stand_for()
    {
        var (mistakes, unknown) = Check(("Models:1:Key", "k"), ("Models:1:Modle", "gpt"));
        Assert.Empty(mistakes);
        Assert.Equal("Models:1:Modle is no setting of ours; nothing reads it. Did you mean Models:1:Model?", Assert.Single(unknown));
    }

    [Fact]
    public void What_stands_outside_the_entries_of_a_list_is_a_mistake()
    {
        Assert.Equal("Models:Kind stands outside the entries of the list; they are Models:0, Models:1 and so on.", Assert.Single(Check(("Models:1:Key", "k"), ("Models:Kind", "openai")).Mistakes));
        Assert.StartsWith("Models is 'openai'; it must be a list", Assert.Single(Check(("Models:1:Key", "k"), ("Models", "openai")).Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_compatible_servers_without_a_key_and_plain_http_on_this_machine_are_fine()
    {
        Assert.Empty(Check(("Models:1:Kind", "azure"), ("Models:1:BaseUrl", "https://x.openai.azure.com/openai/v1"), ("Models:1:UseEntra", "true")).Mistakes);
        Assert.Empty(Check(("Models:1:Kind", "compatible"), ("Models:1:BaseUrl", "http://127.0.0.1:11434/v1")).Mistakes);
        Assert.Empty(Check(("Models:1:Kind", "compatible"), ("Models:1:BaseUrl", "http://vllm:8000/v1"), ("Models:1:AllowInsecureAddress", "true"), ("Models:1:Headers:X-Team", "desk")).Mistakes);
    }

    [Fact]
    public void Two_models_of_one_name_keep_the_server_from_starting()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Entries(("Models:1:Key", "k"), ("Models:2:Key", "k"), ("Models:2:Model", "GPT"))).Build();
        using var services = new ServiceCollection().AddLogging().AddOpenAI(configuration).BuildServiceProvider();
        var broken = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("the same name", Assert.Single(broken.Failures), StringComparison.Ordinal);
    }

    private static (IReadOnlyList<string> Mistakes, IReadOnlyList<string> UnknownKeys) Check(params (string Key, string Value)[] settings) =>
        SettingsCheck.Find(new ConfigurationBuilder().AddInMemoryCollection(Entries(settings)).Build(), [("Models", typeof(List<OpenAIModelOptions>))]);

    private static Dictionary<string, string?> Entries(params (string Key, string Value)[] settings)
    {
        var entries = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Models:1:Model"] = "gpt" };
        foreach (var (key, value) in settings)
            entries[key] = value;
        return entries;
    }
}
