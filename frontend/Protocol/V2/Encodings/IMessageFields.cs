using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>A message that was well formed in its encoding, before anybody asked what it says.</summary>
internal interface IMessageFields
{
    /// <summary>Whether it has fields at all; if not, nothing else may be asked.</summary>
    bool IsObject { get; }

    bool Has(MessageField field);

    /// <summary>Whether the field is this text.</summary>
    bool IsText(MessageField field, string text);

    /// <summary>The field's text, null when it is none.</summary>
    string? Text(MessageField field);

    /// <summary>The field's integer, null when it is none.</summary>
    long? Integer(MessageField field);

    /// <summary>The field's number, NaN when it is none.</summary>
    double Number(MessageField field);

    /// <summary>Number of frames; 0 when the field is no array.</summary>
    int CountFrames();

    /// <summary>
    /// Reads the frames, up to the first that is no pair; what is no number in a pair becomes NaN.
    /// </summary>
    /// <param name="frames">Room for all of them.</param>
    /// <returns>How many were read.</returns>
    int ReadFrames(Span<PitchFrame> frames);
}
