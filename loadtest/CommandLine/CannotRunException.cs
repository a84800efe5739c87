namespace Posture.LoadTest.CommandLine;

/// <summary>A run that cannot begin, or whose numbers would mean nothing; the message says what to change.</summary>
internal sealed class CannotRunException : Exception
{
    public CannotRunException(string message)
        : base(message)
    {
    }

    public CannotRunException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
