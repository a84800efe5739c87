namespace Posture.Grains.Users;

/// <summary>The grain storage that the host has to provide.</summary>
internal static class GrainStorage
{
    /// <summary>Name of the provider that keeps users.</summary>
    public const string Name = "posture";
}
