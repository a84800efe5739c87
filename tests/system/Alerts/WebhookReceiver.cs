using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Posture.LoadTest.Comparison;

namespace Posture.System.Tests.Alerts;

/// <summary>Takes webhooks on a free port, and answers with the status that it is told to.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();

    public WebhookReceiver(int? port = null)
    {
        Port = port ?? FreePorts.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/alerts";

    public int Status { get; set; } = 204;

    /// <summary>What came with a 2xx.</summary>
    public ConcurrentQueue<(string Id, JsonElement Message)> Taken { get; } = new();

    public ConcurrentQueue<string> Refused { get; } = new();

    public IEnumerable<string> TypesOf(string user) => Taken
        .Where(alert => alert.Message.GetProperty("data").GetProperty("user").GetString() == user)
        .Select(alert => alert.Message.GetProperty("type").GetString()!);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.InputStream);
            string id = context.Request.Headers["webhook-id"]!;
            if (Status < 300)
                Taken.Enqueue((id, body.RootElement.Clone()));
            else
                Refused.Enqueue(id);
            context.Response.StatusCode = Status;
            context.Response.AddHeader("served", Taken.Count.ToString(CultureInfo.InvariantCulture));
            context.Response.Close();
        }
    }
}
