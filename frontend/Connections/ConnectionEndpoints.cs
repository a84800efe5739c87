using System.Collections.Immutable;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Connections;

namespace Posture.Frontend.Connections;

/// <summary><c>/api/users/{user}/connections</c>: when a user's devices were connected.</summary>
internal static class ConnectionEndpoints
{
    /// <summary>Adds it to the group of a user.</summary>
    public static void MapConnections(this RouteGroupBuilder user) => user.MapGet("/connections", ListAsync)
        .WithSummary("When a user's devices were connected, newest first")
        .WithDescription(
            """
            from and to are ISO 8601 times: connections that were open between them are listed, the latest by default; limit
            is 1 to 1000. A connection appears here, or is over, about half a second later than on its socket.
            """)
        .Produces<ConnectionListView>();

    private static async Task<IResult> ListAsync(string user, IGrainFactory grains, string? from, string? to, string? limit)
    {
        ConnectionQuery query;
        try
        {
            query = new ConnectionQuery(
                user, TimeParameter.ReadMicros("from", from), TimeParameter.ReadMicros("to", to), LimitParameter.Read(limit));
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }

        ImmutableArray<ConnectionEntry> entries =
            await grains.GetGrain<IConnectionLogGrain>(IConnectionLogGrain.Pool).Read(query);
        return Results.Ok(new ConnectionListView([.. entries.Select(ConnectionView.Of)]));
    }
}
