namespace Posture.Frontend.Protocol;

/// <summary>A request body that is refused for one of its fields.</summary>
internal sealed class FieldRefusedException(string field, string message) : Exception(message)
{
    /// <summary>The offending field, or empty for the whole body.</summary>
    public string Field { get; } = field;
}
