namespace Posture.Silo.Commands;

/// <summary>A command cannot do what it was asked for; the message says why, and what can be done.</summary>
internal sealed class CommandRefusedException(string message, Exception? inner = null) : Exception(message, inner);
