using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace VoiceBooker.Server.Tests.Console;

/// <summary>Somebody at the softphone's page who reads what is asked and answers by typing or keys.</summary>
internal sealed partial class SoftphoneCaller(IPage page)
{
    private const int MostAnswers = 16;

    /// <summary>Opens the page and starts a call from a number.</summary>
    /// <param name="button">"Call" or "Type only".</param>
    /// <param name="number">The number it seems to come from.</param>
    public async Task CallAsync(string button, string number)
    {
        await page.GotoAsync("/talk");
        await page.Locator("#softphone[data-ready]").WaitForAsync();
        await page.GetByLabel("You call from").FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.Locator("[data-part=incall]:not([hidden])").WaitForAsync();
    }

    /// <summary>Answers until the assistant says that it is booked; gives what it said last.</summary>
    /// <param name="hastily">Answers a question that can be guessed from its first words without hearing it out, except the one that books.</param>
    public async Task<string> AnswerUntilBookedAsync(bool hastily = false)
    {
        for (var answers = 0; answers < MostAnswers; answers++)
        {
            var asked = hastily ? await WaitUntilClearAsync() : await WaitUntilAskedAsync();
            if (Booked().IsMatch(asked))
                return asked;
            await AnswerAsync(asked);
        }

        throw new InvalidOperationException($"No booking after {MostAnswers} answers:\n{await page.Locator(".captions").InnerTextAsync()}");
    }

    public async Task<Guid> HangUpAsync()
    {
        var call = Guid.Parse(await page.Locator("#softphone").GetAttributeAsync("data-call") ?? "");
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Hang up" }).IsVisibleAsync())
            await page.GetByRole(AriaRole.Button, new() { Name = "Hang up" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See this call" }).WaitForAsync();
        return call;
    }

    /// <summary>Waits until all that was said was heard and the assistant listens, or the call is over; gives its last words.</summary>
    public async Task<string> WaitUntilAskedAsync()
    {
        await page.WaitForFunctionAsync(
            """
            () => {
              const last = document.querySelector(".captions li:last-child.bot");
              const listening = document.querySelector("[data-part=expects]").textContent.startsWith("Listening");
              const over = document.querySelector("[data-part=incall]").hidden;
              return last && !last.querySelector(".pending") && (listening || over);
            }
            """,
            null,
            new() { Timeout = 60_000 });
        return await page.Locator(".captions li.bot").Last.InnerTextAsync();
    }

    /// <summary>Waits until a question is being asked that leaves no doubt, or is asked in full.</summary>
    private async Task<string> WaitUntilClearAsync()
    {
        await page.WaitForFunctionAsync(
            """
            () => {
              const last = document.querySelector(".captions li:last-child.bot");
              const listening = document.querySelector("[data-part=expects]").textContent.startsWith("Listening");
              const over = document.querySelector("[data-part=incall]").hidden;
              return last && ((!last.querySelector(".pending") && (listening || over)) || /your name|e-mail address|telephone number/i.test(last.textContent));
            }
            """,
            null,
            new() { Timeout = 60_000 });
        return await page.Locator(".captions li.bot").Last.InnerTextAsync();
    }

    private async Task AnswerAsync(string asked)
    {
        if (Confirm().IsMatch(asked))
        {
            await page.Locator("[data-digit='1']").ClickAsync();
            return;
        }

        await page.GetByLabel("Say it by typing").FillAsync(
            Choice().IsMatch(asked) ? "the first one"
            : Email().IsMatch(asked) ? "sam.miller@example.com"
            : Phone().IsMatch(asked) ? "skip"
            : Name().IsMatch(asked) ? "Sam Miller"
            : When().IsMatch(asked) ? "as soon as possible"
            : Help().IsMatch(asked) ? "I would like to book a consultation"
            : "yes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    [GeneratedRegex("shall i book it|is that right", RegexOptions.IgnoreCase)]
    private static partial Regex Confirm();

    [GeneratedRegex("press 1, 2 or 3|which (one|of)", RegexOptions.IgnoreCase)]
    private static partial Regex Choice();

    [GeneratedRegex("e-mail address", RegexOptions.IgnoreCase)]
    private static partial Regex Email();

    [GeneratedRegex("telephone number", RegexOptions.IgnoreCase)]
    private static partial Regex Phone();

    [GeneratedRegex("your name", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex("day (and|or) (a )?time|when ", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex("how can i help|what would you like", RegexOptions.IgnoreCase)]
    private static partial Regex Help();

    [GeneratedRegex(@"(is|are|you're|have you) (now )?booked|booked for|anything else", RegexOptions.IgnoreCase)]
    private static partial Regex Booked();
}
