using Microsoft.AspNetCore.Http;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

/// <summary>Who may do what, on paper: every role on every kind of path.</summary>
public sealed class AccessTableTests
{
    private const int Ok = StatusCodes.Status200OK, Unknown = StatusCodes.Status401Unauthorized, Forbidden = StatusCodes.Status403Forbidden;

    [Theory]
    [InlineData("/health/ready", Ok, Ok, Ok, Ok)]
    [InlineData("/", Ok, Ok, Ok, Ok)]
    [InlineData("/app/main.js", Ok, Ok, Ok, Ok)]
    [InlineData("/index.html", Unknown, Ok, Ok, Ok)]
    [InlineData("/apps", Unknown, Ok, Ok, Ok)]
    [InlineData("/docs", Unknown, Ok, Ok, Ok)]
    [InlineData("/test-prediction", Unknown, Ok, Ok, Ok)]
    [InlineData("/ws", Unknown, Ok, Ok, Ok)]
    [InlineData("/healthy", Unknown, Ok, Ok, Ok)]
    [InlineData("/api/users/mina", Unknown, Unknown, Ok, Ok)]
    [InlineData("/API/Users/mina/calibration/3", Unknown, Unknown, Ok, Ok)]
    [InlineData("/api/users/jun", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/users/Mina", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/users/jun/../mina", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/users/", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/users", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/devices", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/models/2.1.0/activate", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/status", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/api/what-is-new", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/dashboard", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/reports", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/Dashboard/ClusterStats", Unknown, Unknown, Forbidden, Ok)]
    [InlineData("/metrics", Unknown, Unknown, Forbidden, Ok)]
    public void Each_role_may_do_what_the_table_says(string path, int stranger, int anonymous, int minasDevice, int operators)
    {
        Caller[] callers = [Caller.Stranger, Caller.Anonymous, new(Role.Device, "mina", "ab12"), Caller.Operator];

        Assert.Equal([stranger, anonymous, minasDevice, operators], callers.Select(caller => Status(caller, path)));
    }

    [Theory]
    [InlineData(null, Ok)]
    [InlineData("mina", Ok)]
    [InlineData("jun", Forbidden)]
    [InlineData("", Forbidden)]
    [InlineData("mina,jun", Forbidden)]
    public void A_device_opens_sockets_of_its_own_user_only(string? user, int expected)
    {
        Assert.Equal(expected, Status(new Caller(Role.Device, "mina", "ab12"), "/ws", user));
        Assert.Equal(Ok, Status(Caller.Operator, "/ws", user));
        Assert.Equal(Ok, Status(Caller.Anonymous, "/ws", user));
    }

    private static int Status(Caller caller, string path, string? user = null) =>
        AccessTable.Refuse(caller, path, user)?.Status ?? Ok;
}
