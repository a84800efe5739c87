namespace Posture.Grains.Interfaces.Connections;

/// <summary>Which of a user's connections to read: those that were open at some time of a range.</summary>
/// <param name="User">Whose.</param>
/// <param name="FromUnixMicros">Beginning of the range, or null.</param>
/// <param name="ToUnixMicros">End of the range, exclusive, or null.</param>
/// <param name="Limit">Rows at the most, 1 to 1000.</param>
[GenerateSerializer, Immutable, Alias("posture.connection-query")]
public sealed record ConnectionQuery(string User, long? FromUnixMicros, long? ToUnixMicros, int Limit);
