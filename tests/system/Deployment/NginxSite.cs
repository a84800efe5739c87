using Posture.System.Tests.Support;

namespace Posture.System.Tests.Deployment;

/// <summary>One frontend behind one nginx, for tests that leave no trace behind. Without nginx they are skipped.</summary>
public sealed class NginxSite : IAsyncLifetime
{
    private static readonly Dictionary<string, string> AsInCompose = new()
    {
        ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
        ["Posture__Auth__AllowAnonymous"] = "true",
        ["Posture__Dashboard__Enabled"] = "false",
    };

    private ServerProcess? _frontend;
    private NginxProcess? _nginx;

    internal ServerProcess Frontend => OrSkip(_frontend);

    internal NginxProcess Nginx => OrSkip(_nginx);

    public async ValueTask InitializeAsync()
    {
        if (!NginxProcess.IsInstalled)
            return;
        _frontend = await ServerProcess.StartAsync(settings: AsInCompose, listenOn: "0.0.0.0");
        _nginx = await NginxProcess.StartAsync(_frontend);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
            await _nginx.DisposeAsync();
        if (_frontend is not null)
            await _frontend.DisposeAsync();
    }

    private static T OrSkip<T>(T? process) where T : class
    {
        Assert.SkipWhen(process is null, "nginx is not installed.");
        return process;
    }
}
