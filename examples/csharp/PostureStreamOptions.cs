namespace Posture.Examples.CSharp;

/// <summary>Settings of a <see cref="PostureStream"/>.</summary>
internal sealed record PostureStreamOptions
{
    /// <summary>Frames to keep at the most: ten hours at 1 Hz.</summary>
    public int Capacity { get; init; } = 36_000;

    /// <summary>What the user proves who they are with, where the server asks for it.</summary>
    public string? Token { get; init; }

    /// <summary>The clock, in ms, that frames have their times from. Without one the server takes its newest frame for it.</summary>
    public Func<double>? Clock { get; init; }

    /// <summary>Draws from 0 to 1, for jitter.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
