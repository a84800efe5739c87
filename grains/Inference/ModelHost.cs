using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Posture.Grains.Inference;

/// <summary>
/// Holds the process's model. It is loaded, checked and warmed before the silo joins, so a silo that serves has one.
/// </summary>
internal sealed partial class ModelHost(IOptions<ModelOptions> options, ILogger<ModelHost> logger)
    : IHostedService, IDisposable
{
    /// <summary>The model, or null before it is loaded.</summary>
    public PostureModel? Current { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ModelOptions asked = options.Value;
        Current = PostureModel.Load(asked.Folder);
        if ((Current.Manifest.Name, Current.Manifest.Version) != (asked.Name, asked.Version))
            throw new ModelRefusedException(
                asked.Folder, $"its manifest says that it is {Current.Manifest.Name} {Current.Manifest.Version}.");
        LogLoaded(Current.Manifest.Name, Current.Manifest.Version, Current.Manifest.Sha256);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Current?.Dispose();

    [LoggerMessage(3001, LogLevel.Information, "Model {Name} {Version} is ready (SHA-256 {Sha256})")]
    private partial void LogLoaded(string name, string version, string sha256);
}
