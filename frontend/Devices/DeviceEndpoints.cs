using System.Net.Mime;
using System.Text.Json;
using Posture.Frontend.Access;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Frontend.Devices;

/// <summary><c>/api/devices</c>: which devices there are, and the tokens that they come with.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder devices = app.MapGroup("/api/devices").WithTags("Devices");
        devices.MapPost("", RegisterAsync)
            .WithSummary("Register a device; the answer holds its token, which nobody can see again")
            .WithDescription("""{"user": "mina", "name": "left shoulder"}. A user has at most 100 devices that are not revoked.""")
            .Accepts<JsonElement>(MediaTypeNames.Application.Json)
            .Produces<NewDeviceView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        devices.MapGet("", ListAsync)
            .WithSummary("Registered devices, newest first, revoked ones included")
            .WithDescription("user narrows it to one; limit is 1 to 1000, cursor is the next_cursor of the page before.")
            .Produces<DevicePageView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        devices.MapDelete("/{id:long}", RevokeAsync)
            .WithSummary("Revoke a device's token for good")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IDeviceRegistryGrain Registry(IGrainFactory grains) =>
        grains.GetGrain<IDeviceRegistryGrain>(IDeviceRegistryGrain.Pool);

    private static Task<IResult> RegisterAsync(HttpContext context, IGrainFactory grains)
    {
        string token = DeviceToken.New();
        return JsonBody.HandleAsync(
            context.Request,
            body => DeviceRequest.Read(body, DeviceToken.Hash(token)),
            async device =>
            {
                if (await Registry(grains).Register(device) is not { } registered)
                    return Results.Problem(
                        $"'{device.UserId}' has as many devices as one may have; revoke some.", statusCode: StatusCodes.Status409Conflict);
                return Results.Created($"/api/devices/{registered.Id}", NewDeviceView.Of(registered, token));
            });
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, string? user, string? limit, string? cursor)
    {
        DeviceQuery query;
        try
        {
            query = DeviceRequest.Query(user, limit, cursor);
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }

        return Results.Ok(DevicePageView.Of(await Registry(grains).List(query)));
    }

    private static async Task<IResult> RevokeAsync(long id, IGrainFactory grains, DeviceTokens tokens)
    {
        if (!await Registry(grains).Revoke(id))
            return Results.Problem($"There is no device {id}.", statusCode: StatusCodes.Status404NotFound);
        tokens.Forget();
        return Results.NoContent();
    }
}
