namespace Posture.Frontend.Access;

/// <summary>What a caller may do; each may do what those before it may.</summary>
internal enum Role
{
    /// <summary>Came without a token, and nobody is served without.</summary>
    Stranger,

    /// <summary>Came without a token, where that is allowed.</summary>
    Anonymous,

    /// <summary>Speaks for one user.</summary>
    Device,

    /// <summary>May do everything.</summary>
    Operator,
}

/// <summary>Who makes a request.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="User">Whom a device speaks for; else null.</param>
/// <param name="TokenHash">What a device is known by; else null.</param>
internal sealed record Caller(Role Role, string? User = null, string? TokenHash = null)
{
    public static readonly Caller Stranger = new(Role.Stranger), Anonymous = new(Role.Anonymous), Operator = new(Role.Operator);
}
