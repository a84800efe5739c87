using System.CommandLine;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Comparison;

/// <summary>The options that say which servers are measured beside the baseline.</summary>
internal sealed class ServerOptions
{
    private readonly Option<Uri?> _systemUrl = UrlOption.CreateOptional(
        "--system-url", "Address of a system that already runs; without it one is started for each round", "http", "https");

    private readonly Option<int?> _systemPid = BoundedOption.CreateOptional(
        "--system-pid", "Its process id, to report its CPU time and memory", 1, int.MaxValue);

    private readonly Option<string[]> _settings = new("--system-setting")
    {
        Description = "KEY=VALUE for the environment of a system that is started; may be repeated",
    };

    private readonly Option<string?> _redis = new("--redis")
    {
        Description = "Connection string of a Redis: with --postgres all three topologies are measured",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Connection string of a PostgreSQL with an empty database",
    };

    private readonly Option<DirectoryInfo[]> _rivals = new("--rival")
    {
        Description = "Folder of a server that one could pick instead, such as loadtest/peers/node; it is measured too; may be repeated",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_systemUrl, _systemPid, _settings, _redis, _postgres, _rivals])
            command.Options.Add(option);
        _settings.Validators.Add(result =>
        {
            foreach (string setting in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (setting.IndexOf('=', StringComparison.Ordinal) < 1)
                    result.AddError($"--system-setting {setting}: give it as KEY=VALUE.");
            }
        });
        _rivals.Validators.Add(result =>
        {
            foreach (IGrouping<string, DirectoryInfo> same in (result.GetValueOrDefault<DirectoryInfo[]>() ?? []).GroupBy(folder => folder.Name))
            {
                if (same.Count() > 1)
                    result.AddError($"--rival {same.Key}: two folders of this name could not be told apart in the table.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(_redis) is null != result.GetValue(_postgres) is null)
                result.AddError("--redis and --postgres: the topologies need both.");
            if (result.GetValue(_redis) is not null && result.GetValue(_systemUrl) is not null)
                result.AddError("--system-url: a system that already runs has one topology; leave out --redis and --postgres.");
        });
    }

    public RunningSystem? Running(ParseResult parsed) =>
        parsed.GetValue(_systemUrl) is { } url ? new RunningSystem(url, parsed.GetValue(_systemPid)) : null;

    /// <exception cref="CannotRunException">One of them is not there to be started.</exception>
    public IReadOnlyList<ServerLaunch> Launches(ParseResult parsed) =>
    [
        .. Systems(parsed),
        .. (parsed.GetValue(_rivals) ?? []).SelectMany(folder => RivalLaunch.Variants(folder)),
    ];

    private IReadOnlyList<ServerLaunch> Systems(ParseResult parsed)
    {
        Dictionary<string, string> settings = Settings(parsed.GetValue(_settings) ?? []);
        if (parsed.GetValue(_systemUrl) is not null)
            return [];
        return parsed.GetValue(_redis) is { } redis && parsed.GetValue(_postgres) is { } postgres
            ? ServerLaunch.Topologies(settings, redis, postgres)
            : [ServerLaunch.System(settings)];
    }

    private static Dictionary<string, string> Settings(IEnumerable<string> pairs)
    {
        var settings = new Dictionary<string, string>();
        foreach (string pair in pairs)
        {
            string[] parts = pair.Split('=', 2);
            settings[parts[0]] = parts[1];
        }
        return settings;
    }
}
