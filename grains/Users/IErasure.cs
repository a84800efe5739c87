namespace Posture.Grains.Users;

/// <summary>Takes a person out of the stores that know them by name.</summary>
internal interface IErasure
{
    /// <summary>
    /// Deletes the user's devices, so that their tokens end, connections, feedback and logged predictions, step by step until
    /// none is left or it is cancelled, and sees to it that deleted rows, those of grain state too, are not left behind in free
    /// space. True when nothing is left.
    /// </summary>
    Task<bool> EraseAsync(string user, CancellationToken cancellationToken);
}
