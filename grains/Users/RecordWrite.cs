namespace Posture.Grains.Users;

/// <summary>How writing a user's record ended.</summary>
internal enum RecordWrite
{
    Stored,

    /// <summary>The storage did not take it.</summary>
    Refused,

    /// <summary>The stored record is another than was read: it has to be read again.</summary>
    Outdated,
}
