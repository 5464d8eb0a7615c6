using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Options;
using VoiceBooker.Booking.Languages;
using VoiceBooker.Booking.Messages;
using VoiceBooker.Booking.Reception;

namespace VoiceBooker.Server.Texts;

/// <summary>
/// The page under a link that was texted to somebody on the telephone: one field, a plain form, no script, no cookie. There is no session that a foreign page could misuse: whoever knows the token may type, once. Looking at the page
/// uses nothing up, so that programs which look at links in messages do no harm.
/// </summary>
internal sealed class TextDoor(TextLinks links, IOptions<ReceptionOptions> reception)
{
    /// <summary>The longest form that is read, in bytes.</summary>
    public const int LongestBody = 4 * 1024;

    private const int LongestToken = 64;

    private const string Style = "body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#f3f6f5;color:#17211f}main{max-width:26rem;margin:0 auto;padding:1.5rem 1.2rem}h1{font-size:1.35rem}"
        + "label{display:block;font-weight:600;margin:1rem 0 .3rem}input{font:inherit;width:100%;box-sizing:border-box;padding:.7rem;border:1px solid #8a9a96;border-radius:8px}"
        + "button{font:inherit;font-weight:600;width:100%;margin-top:1rem;padding:.8rem;border:0;border-radius:8px;background:#0b6b57;color:#fff}.typed{font-weight:600;overflow-wrap:anywhere}.wrong{color:#9c1c17;margin:.4rem 0 0}input[aria-invalid]{border:2px solid #9c1c17}input:focus-visible,button:focus-visible{outline:3px solid #7fc4b3;outline-offset:1px}";

    /// <summary>The page.</summary>
    public async Task ShowAsync(string token, HttpContext context)
    {
        var link = await FindAsync(token, context.RequestAborted);
        await AnswerAsync(context, link, link?.State switch
        {
            null => new Shown(StatusCodes.Status404NotFound, Typing.Gone, ""),
            Typing.Taken => new Shown(StatusCodes.Status200OK, null, ""),
            var why => new Shown(StatusCodes.Status410Gone, why, ""),
        });
    }

    /// <summary>What was typed: shown back when it was taken, to be put right when it is no address or no name.</summary>
    public async Task TakeAsync(string token, HttpContext context)
    {
        var cancel = context.RequestAborted;
        var link = await FindAsync(token, cancel);
        var typed = "";
        try
        {
            typed = link is not null && context.Request.HasFormContentType && (await context.Request.ReadFormAsync(cancel)).TryGetValue("typed", out var value) ? value.ToString().Trim() : "";
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException)
        {
            context.Response.StatusCode = (broken as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
            return;
        }

        var came = link is null ? Typing.Gone : await links.TypeAsync(token, typed, cancel);
        var status = came switch
        {
            Typing.Taken => StatusCodes.Status200OK,
            Typing.Wrong => StatusCodes.Status422UnprocessableEntity,
            _ when link is null => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status410Gone,
        };
        await AnswerAsync(context, link, new Shown(status, came, typed));
    }

    private Task<LinkView?> FindAsync(string token, CancellationToken cancel) => token.Length <= LongestToken ? links.FindAsync(token, cancel) : Task.FromResult<LinkView?>(null);

    private async Task AnswerAsync(HttpContext context, LinkView? link, Shown shown)
    {
        var page = Write(link, shown, context.Request.Headers.AcceptLanguage.ToString());
        var response = context.Response;
        response.StatusCode = shown.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer"; // the address is the key
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        await response.WriteAsync(page, context.RequestAborted);
    }

    private string Write(LinkView? link, Shown shown, string accepted)
    {
        var language = Tongue.Known(link?.Language)?.Code ?? Tongue.Known(accepted.Split(',', ';')[0])?.Code ?? "en";
        var words = Words(language);
        var from = reception.Value.BusinessName is { Length: > 0 } business ? business : link?.Assistant ?? "";
        var email = link?.Asks == TextLinks.Email;
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"").Append(language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>")
            .Append(Plain(from.Length > 0 ? from : words.Title)).Append("</title><style>").Append(Style).Append("</style></head><body><main>");
        html.Append("<h1>").Append(Plain(from.Length > 0 ? from : words.Title)).Append("</h1>");
        switch (shown.Came)
        {
            case Typing.Taken:
                html.Append("<p>").Append(Plain(words.Thanks)).Append("</p><p class=\"typed\">").Append(Plain(shown.Typed)).Append("</p><p>").Append(Plain(words.GoOn)).Append("</p>");
                break;
            case Typing.Used:
                html.Append("<p>").Append(Plain(words.Used)).Append("</p>");
                break;
            case Typing.Gone:
                html.Append("<p>").Append(Plain(words.Gone)).Append("</p>");
                break;
            default:
                var wrong = shown.Came == Typing.Wrong;
                html.Append("<p>").Append(Plain(words.Intro)).Append("</p><form method=\"post\"><label for=\"typed\">").Append(Plain(email ? words.Email : words.Name)).Append("</label><input id=\"typed\" name=\"typed\" required maxlength=\"254\" autofocus value=\"").Append(Plain(shown.Typed)).Append('"')
                    .Append(email ? " type=\"email\" inputmode=\"email\" autocomplete=\"email\" autocapitalize=\"off\" spellcheck=\"false\"" : " type=\"text\" autocomplete=\"name\" spellcheck=\"false\"")
                    .Append(wrong ? " aria-invalid=\"true\" aria-describedby=\"wrong\">" : ">");
                if (wrong)
                    html.Append("<p class=\"wrong\" id=\"wrong\" role=\"alert\">").Append(Plain(email ? words.NoEmail : words.NoName)).Append("</p>");
                html.Append("<button type=\"submit\">").Append(Plain(words.Send)).Append("</button></form>");
                break;
        }

        return html.Append("</main></body></html>").ToString();
    }

    private static string Plain(string text) => HtmlEncoder.Default.Encode(text);

    private static PageWords Words(string language) => language switch
    {
        "de" => new("Ihr Telefongespräch", "Sie telefonieren gerade mit uns. Was Sie hier eintippen, kommt sofort im Gespräch an.", "Ihre E-Mail-Adresse", "Ihr Name", "Senden", "Danke, das ist angekommen:", "Sie können das Fenster schließen und weitersprechen.", "Unter diesem Link wurde schon etwas eingetippt; er gilt nur einmal. War es falsch, sagen Sie es einfach am Telefon.", "Dieser Link gilt nicht mehr. Wenn Sie noch mit uns telefonieren, sagen Sie es einfach, oder bitten Sie um einen neuen Link.", "Das ist noch keine E-Mail-Adresse. So sieht eine aus: anna@example.com", "Bitte geben Sie nur Ihren Namen ein."),
        "es" => new("Su llamada", "Está hablando con nosotros por teléfono. Lo que escriba aquí llega enseguida a la llamada.", "Su correo electrónico", "Su nombre", "Enviar", "Gracias, ha llegado:", "Puede cerrar esta página y seguir hablando.", "Con este enlace ya se escribió algo; solo sirve una vez. Si no era correcto, dígalo por teléfono.", "Este enlace ya no es válido. Si sigue al teléfono con nosotros, dígalo sin más o pida otro enlace.", "Todavía no es una dirección de correo. Tiene esta forma: anna@example.com", "Escriba solo su nombre, por favor."),
        "fr" => new("Votre appel", "Vous êtes au téléphone avec nous. Ce que vous écrivez ici arrive aussitôt dans l'appel.", "Votre adresse e-mail", "Votre nom", "Envoyer", "Merci, c'est arrivé :", "Vous pouvez fermer cette page et continuer à parler.", "Ce lien a déjà servi ; il ne sert qu'une fois. En cas d'erreur, dites-le simplement au téléphone.", "Ce lien n'est plus valable. Si vous êtes encore au téléphone avec nous, dites-le simplement, ou demandez un autre lien.", "Ce n'est pas encore une adresse e-mail. Elle ressemble à ceci : anna@example.com", "Écrivez seulement votre nom, s'il vous plaît."),
        _ => new("Your call", "You are on the phone with us. What you type here arrives in the call at once.", "Your e-mail address", "Your name", "Send", "Thank you, this has arrived:", "You can close this page and go on speaking.", "Something was typed under this link already; it works once. If it was wrong, just say so on the phone.", "This link does not work any more. If we are still on the phone, just say it, or ask for a new link.", "That is no e-mail address yet. One looks like this: anna@example.com", "Please type just your name."),
    };

    /// <summary>What is shown: an answer's status, what came of the typing (null: nothing was typed yet), and what was typed.</summary>
    private readonly record struct Shown(int Status, Typing? Came, string Typed);

    private sealed record PageWords(string Title, string Intro, string Email, string Name, string Send, string Thanks, string GoOn, string Used, string Gone, string NoEmail, string NoName);
}
