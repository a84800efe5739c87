using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Interfaces.Users;

/// <summary>How one frame ended.</summary>
public enum PushOutcome
{
    /// <summary>Classified, and the prediction is in the log's spool.</summary>
    Predicted,

    /// <summary>This activation does not know the connection: attach it, then push the same frame again.</summary>
    NotAttached,

    /// <summary>No model is loaded.</summary>
    ModelNotLoaded,

    /// <summary>The prediction could not be logged (spool full, disk full), so it is not given out.</summary>
    LogUnavailable,
}

/// <summary>The grain's answer to one frame; <paramref name="Prediction"/> is set when it was predicted.</summary>
[GenerateSerializer, Immutable, Alias("posture.push-reply")]
public readonly record struct PushReply(PushOutcome Outcome, Prediction? Prediction = null);
