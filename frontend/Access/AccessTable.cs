namespace Posture.Frontend.Access;

/// <summary>Which role each path asks for. What is not listed is for everybody who is served at all.</summary>
internal static class AccessTable
{
    private static readonly PathString Sockets = "/ws", Users = "/api/users", Health = "/health";

    // The first that fits counts. What is new below /api is the operator's until it is listed.
    private static readonly (PathString Path, Role Least)[] Rules =
    [
        (Health, Role.Stranger),
        // The live page asks for the token itself. Its files tell nothing that is not in the repository.
        ("/app", Role.Stranger),
        ("/styles", Role.Stranger),
        ("/pictures", Role.Stranger),
        ("/favicon.svg", Role.Stranger),
        (Users, Role.Device),
        ("/api", Role.Operator),
        ("/reports", Role.Operator),
        ("/dashboard", Role.Operator),
        ("/metrics", Role.Operator),
    ];

    /// <summary>Whether the path tells a probe how the server is.</summary>
    public static bool IsProbe(PathString path) => path.StartsWithSegments(Health);

    /// <summary>Whether the management port serves the path.</summary>
    public static bool IsManagement(PathString path) => IsProbe(path) || IsInternal(path);

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
        if (path == "/")
            return Role.Stranger;
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
