namespace Posture.Grains.Interfaces.Inference;

/// <summary>The postures that are told apart. Their labels are numbers: what they are called is the client's business.</summary>
public static class PostureLabel
{
    /// <summary>How many there are; labels run from 0.</summary>
    public const int Count = 8;
}
