namespace Posture.Frontend.Access;

/// <summary>Which role each path asks for. What is not listed is for everybody who is served at all.</summary>
internal static class AccessTable
{
    private static readonly PathString Sockets = "/ws", Users = "/api/users";

    // The first that fits counts. What is new below /api is the operator's until it is listed.
    private static readonly (PathString Path, Role Least)[] Rules =
    [
        ("/health", Role.Stranger),
        (Users, Role.Device),
        ("/api", Role.Operator),
        ("/reports", Role.Operator),
        ("/dashboard", Role.Operator),
        ("/metrics", Role.Operator),
    ];

    /// <summary>Whether nobody is asked for anything.</summary>
    public static bool IsForEverybody(PathString path) => Least(path) == Role.Stranger;

    /// <summary>Whether the path is served on loopback and on the management port only.</summary>
    public static bool IsInternal(PathString path) => path.StartsWithSegments("/metrics");

    /// <summary>Why the caller may not do this, or null when they may.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="user">The query's <c>user</c>, which names a socket's.</param>
    public static Refusal? Refuse(Caller caller, PathString path, string? user)
    {
        Role least = Least(path);
        return caller.Role switch
        {
            Role.Stranger when least > Role.Stranger => Refusal.NoToken,
            Role.Anonymous when least > Role.Anonymous => Refusal.TokenNeeded,
            Role.Device when least > Role.Device => Refusal.OperatorOnly,
            Role.Device when UserOf(path, user) is { } named && named != caller.User => Refusal.OtherUser,
            _ => null,
        };
    }

    private static Role Least(PathString path)
    {
        foreach ((PathString below, Role least) in Rules)
        {
            if (path.StartsWithSegments(below))
                return least;
        }

        return Role.Anonymous;
    }

    // Whose data is meant, or null when it is nobody's. Below /api/users it is always somebody's.
    private static string? UserOf(PathString path, string? user) =>
        path.StartsWithSegments(Users, out PathString rest) ? (rest.Value ?? "").TrimStart('/').Split('/')[0]
        : path.StartsWithSegments(Sockets) ? user
        : null;
}
