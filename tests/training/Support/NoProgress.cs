namespace Posture.Training.Tests.Support;

internal sealed class NoProgress : IProgress<double>
{
    public static readonly NoProgress Instance = new();

    public void Report(double value)
    {
    }
}
