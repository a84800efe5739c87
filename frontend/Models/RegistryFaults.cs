namespace Posture.Frontend.Models;

/// <summary>A cluster that does not answer is a 503, not an error of this server.</summary>
internal sealed class RegistryFaults : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is NoModelException or TimeoutException or OrleansException)
        {
            return Results.Problem(
                $"The cluster did not answer: {e.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
