using System.Text.Json;

namespace Posture.Frontend.Protocol;

/// <summary>Request bodies of JSON, and the problem+json (RFC 9457) that answers the others.</summary>
internal static class JsonBody
{
    /// <summary>
    /// Reads the body as an object and answers with what <paramref name="handle"/> makes of it, or with 400 and the
    /// offending <c>field</c>.
    /// </summary>
    public static async Task<IResult> HandleAsync<T>(
        HttpRequest request, Func<JsonElement, T> read, Func<T, Task<IResult>> handle)
    {
        T value;
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            value = Read(body.RootElement, read);
        }
        catch (JsonException e)
        {
            return Results.Problem($"The body is not valid JSON: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (FieldRefusedException e)
        {
            return Refuse(e.Field, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            // The body is over the limit, or ended early.
            return Results.Problem(e.Message, statusCode: e.StatusCode);
        }

        return await handle(value);
    }

    /// <summary>400 for one field, or with an empty <paramref name="field"/> for the whole.</summary>
    public static IResult Refuse(string field, string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status400BadRequest,
        extensions: field.Length == 0 ? null : new Dictionary<string, object?> { ["field"] = field });

    /// <exception cref="FieldRefusedException">The body is no object, or a field is refused.</exception>
    public static T Read<T>(JsonElement body, Func<JsonElement, T> read)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new FieldRefusedException("", "The body must be a JSON object.");
        try
        {
            return read(body);
        }
        catch (InvalidOperationException)
        {
            // Names are compared unescaped, which a lone surrogate cannot be.
            throw new FieldRefusedException("", "The body has a field name that is not Unicode: an unpaired surrogate.");
        }
    }
}
