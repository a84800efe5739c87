namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>
/// Writes messages, each an object with a <c>type</c>, into one buffer that is used again: what it returns is valid until
/// the next message begins. Names are UTF-8.
/// </summary>
internal interface IMessageWriter : IDisposable
{
    void Begin(string type);

    void Text(ReadOnlySpan<byte> name, string? value);

    void Boolean(ReadOnlySpan<byte> name, bool value);

    void Integer(ReadOnlySpan<byte> name, long value);

    void Number(ReadOnlySpan<byte> name, double value);

    void Probability(ReadOnlySpan<byte> name, float value);

    void Probabilities(ReadOnlySpan<byte> name, ReadOnlySpan<float> values);

    ReadOnlyMemory<byte> End();
}
