using Posture.Grains.Alerts;

namespace Posture.Silo.Webhooks;

/// <summary>
/// Whose alert is up, an empty file each: when the process comes back without their device, somebody has to remember that a
/// receiver still waits for the alert to be cleared. User ids are valid file names.
/// </summary>
internal sealed class RaisedMarks
{
    private const string Extension = ".raised";

    private readonly string _directory;

    public RaisedMarks(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
    }

    public IReadOnlyList<string> Users =>
        [.. Directory.EnumerateFiles(_directory, "*" + Extension).Select(path => Path.GetFileName(path)[..^Extension.Length])];

    public void Note(string user, AlertChange change)
    {
        if (change.Reason is null)
            File.WriteAllBytes(PathOf(user), []);
        else
            Forget(user);
    }

    public void Forget(string user) => File.Delete(PathOf(user));

    private string PathOf(string user) => Path.Combine(_directory, user + Extension);
}
