using System.CommandLine;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Load;

/// <summary>The options that shape a load, shared by every command that makes one.</summary>
/// <param name="defaultConnections">Connections when none are given.</param>
/// <param name="defaultDurationSeconds">Length of the measured part when none is given.</param>
/// <param name="defaultWarmupSeconds">Length of the part before it when none is given.</param>
internal sealed class LoadOptions(int defaultConnections, double defaultDurationSeconds, double defaultWarmupSeconds)
{
    /// <summary>Most devices of one run.</summary>
    public const int MaxConnections = 50_000;

    private readonly Option<int> _connections = BoundedOption.Create(
        "--connections", "Devices, each on a connection of its own", defaultConnections, 1, MaxConnections);

    private readonly Option<double> _duration = BoundedOption.Create(
        "--duration", "Seconds to measure", defaultDurationSeconds, 0.1, 86_400);

    private readonly Option<double> _warmup = BoundedOption.Create(
        "--warmup", "Seconds of load before that, checked but not measured", defaultWarmupSeconds, 0, 600);

    private readonly Option<LoadMode> _mode = new("--mode")
    {
        Description = "closed: a device sends when it has its reply. open: at --rate, whatever the server does",
        DefaultValueFactory = _ => LoadMode.Closed,
    };

    private readonly Option<int> _pipeline = BoundedOption.Create(
        "--pipeline", "Closed loop: unanswered messages a connection keeps", 1, 1, 64);

    private readonly Option<double> _rate = BoundedOption.Create(
        "--rate", "Frames a second of each device: its sending in an open loop, its own clock in both", 1.0, 0.01, 1_000);

    private readonly Option<long?> _frames = BoundedOption.CreateOptional(
        "--frames", "Ends each connection after so many frames, warm-up included", 1L, 1_000_000_000L);

    private readonly Option<bool> _namedUsers = new("--named-users")
    {
        Description = "Connects device n as ?user=load-n instead of anonymously",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [_connections, _duration, _warmup, _mode, _pipeline, _rate, _frames, _namedUsers])
        {
            command.Options.Add(option);
        }
    }

    public LoadPlan Plan(ParseResult parsed, Uri target) => new()
    {
        Target = target,
        Connections = parsed.GetValue(_connections),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(_duration)),
        Warmup = TimeSpan.FromSeconds(parsed.GetValue(_warmup)),
        Mode = parsed.GetValue(_mode),
        Pipeline = parsed.GetValue(_pipeline),
        RateHz = parsed.GetValue(_rate),
        FramesPerConnection = parsed.GetValue(_frames),
        NamedUsers = parsed.GetValue(_namedUsers),
    };
}
