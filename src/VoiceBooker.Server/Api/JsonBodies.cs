using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace VoiceBooker.Server.Api;

/// <summary>Reads the body of a request to the API once, into memory; each door's size limit bounds it.</summary>
internal sealed class JsonBodies(IOptions<JsonOptions> json)
{
    /// <summary>The body, which can be read again by the door; a problem when the door cannot take it.</summary>
    public async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(HttpContext context, Endpoint door)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return (ReadOnlyMemory<byte>.Empty, null);

        var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy, context.RequestAborted);
        copy.Position = 0;
        request.Body = copy;
        context.Response.RegisterForDispose(copy);
        var body = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        if (door.Metadata.GetMetadata<IAcceptsMetadata>() is not { RequestType: { } shape } accepts)
            return (body, null);
        if (body.Length == 0)
            return (body, accepts.IsOptional ? null : ApiProblems.Of(StatusCodes.Status400BadRequest, "A JSON body is needed."));
        return (body, Check(body, shape));
    }

    private IResult? Check(ReadOnlyMemory<byte> body, Type shape)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var wrong = new Wrong();
            if (document.RootElement.ValueKind == JsonValueKind.Null)
                wrong.Add("body", "The body must be an object: {…}.");
            else
                new JsonBody(json.Value.SerializerOptions, wrong).Check(document.RootElement, shape);
            return wrong.Any ? wrong.ToProblem() : null;
        }
        catch (JsonException broken)
        {
            return ApiProblems.Malformed(broken);
        }
    }
}
