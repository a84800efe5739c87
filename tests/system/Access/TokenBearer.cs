using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>Somebody with a token, over a socket or by plain requests.</summary>
internal sealed class TokenBearer : JsonSocketClient
{
    private TokenBearer()
    {
    }

    /// <summary>Opens a socket and reads the server's first message.</summary>
    public static async Task<TokenBearer> ConnectAsync(ServerProcess server, string query = "", string? bearer = null, params string[] subprotocols)
    {
        var client = new TokenBearer();
        if (bearer is not null)
            client.Socket.Options.SetRequestHeader("Authorization", "Bearer " + bearer);
        foreach (string subprotocol in subprotocols)
            client.Socket.Options.AddSubProtocol(subprotocol);
        await client.ConnectAsync(server.SocketUri(query));
        await client.ReceiveAsync();
        return client;
    }

    /// <summary>The code that closes the socket, while frames go on being sent.</summary>
    public async Task<WebSocketCloseStatus?> CloseWhileStreamingAsync()
    {
        Task<WebSocketCloseStatus?> closing = ReceiveCloseAsync();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (int second = 0; !closing.IsCompleted && Socket.State == WebSocketState.Open; second++)
        {
            await SendTextAsync($$"""{"timestamp": {{second * 1000}}, "relativePitch": -10}""");
            await tick.WaitForNextTickAsync();
        }

        return await closing;
    }

    /// <summary>The status of a request; 426 is that of a socket that would have been let in.</summary>
    public static async Task<HttpStatusCode> StatusAsync(
        ServerProcess server, string path, string? bearer = null, string? password = null, HttpMethod? method = null)
    {
        using HttpResponseMessage answer = await SendAsync(server, path, bearer, password, method);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> SendAsync(
        ServerProcess server, string path, string? bearer = null, string? password = null, HttpMethod? method = null)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (password is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + password)));
        return await client.SendAsync(request);
    }
}
