namespace Posture.Grains.PredictionLog;

/// <summary>The spool's folder cannot be used as it is found.</summary>
public sealed class SpoolUnusableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The spool holds as much as it may; the log store has to catch up first.</summary>
internal sealed class SpoolFullException(long capacityBytes)
    : IOException($"The prediction spool is full ({capacityBytes} bytes).");
