namespace Posture.Grains.Interfaces.Health;

/// <summary>This process, as the tables name it.</summary>
/// <param name="Id">Nobody else has it, not even the same program started again.</param>
/// <param name="Host">Name of its machine or container.</param>
/// <param name="StartedAtUnixMicros">When it started.</param>
public sealed record ProcessInstance(string Id, string Host, long StartedAtUnixMicros)
{
    /// <summary>Names a process that starts now.</summary>
    public static ProcessInstance New(string host, long nowUnixMicros) =>
        new($"{host}-{Random.Shared.NextInt64():x16}", host, nowUnixMicros);
}
