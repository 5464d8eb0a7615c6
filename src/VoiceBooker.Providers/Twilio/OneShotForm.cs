using System.Net;
using System.Net.Http.Headers;

namespace VoiceBooker.Providers.Twilio;

/// <summary>
/// A form that goes over the wire at most once, and knows whether any of it may have. While <see cref="Begun"/> is false no request can have been understood at the other side, whatever went wrong: no name, no connection, no handshake.
/// A second sending, which a client might try by itself on a broken connection, is refused.
/// </summary>
internal sealed class OneShotForm : HttpContent
{
    private readonly byte[] _body;
    private int _begun;

    /// <param name="fields">Names and values in the order in which they are sent; a name may come several times.</param>
    public OneShotForm(IEnumerable<KeyValuePair<string, string>> fields)
    {
        _body = System.Text.Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    /// <summary>Whether the body has begun to go out.</summary>
    public bool Begun => Volatile.Read(ref _begun) != 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            throw new IOException("The request was on its way already; it is not sent again.");
        await stream.WriteAsync(_body, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
