using System.ComponentModel.DataAnnotations;
using VoiceBooker.Server.Console.Assistants;

namespace VoiceBooker.Tests.Server.Console.Assistants;

/// <summary>The language an operator chooses for an assistant.</summary>
public sealed class AssistantLanguageTests
{
    [Theory]
    [InlineData("de-AT", true)]
    [InlineData("fr", true)]
    [InlineData("en-GB", true)]
    [InlineData("it-IT", false)]
    [InlineData("german", false)]
    public void Only_a_language_that_can_be_spoken_is_saved(string language, bool taken)
    {
        var form = new AssistantForm { Name = "Ava", Greeting = "Hallo.", Language = language };
        var wrong = new List<ValidationResult>();
        Assert.Equal(taken, Validator.TryValidateObject(form, new ValidationContext(form), wrong, validateAllProperties: true));
        if (!taken)
            Assert.Contains("German", Assert.Single(wrong).ErrorMessage, StringComparison.Ordinal);
    }
}
