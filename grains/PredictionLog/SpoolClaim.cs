namespace Posture.Grains.PredictionLog;

/// <summary>A lock on the spool's folder: of one process, and let go of however that ends.</summary>
internal sealed class SpoolClaim : IDisposable
{
    private readonly FileStream _file;

    private SpoolClaim(FileStream file) => _file = file;

    /// <exception cref="SpoolUnusableException">Another process has the folder.</exception>
    public static SpoolClaim Take(string directory)
    {
        string path = Path.Combine(directory, "lock");
        try
        {
            return new SpoolClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new SpoolUnusableException($"The spool '{directory}' is in use by another process.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
