namespace Posture.Training.Commands;

/// <summary>What a model knows of the person.</summary>
internal enum ModelKind
{
    /// <summary>Nothing: it is the same for everybody.</summary>
    Population,

    /// <summary>The person's calibration.</summary>
    Personal,
}
