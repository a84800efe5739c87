using System.Globalization;
using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Nginx;

/// <summary>A device that says nothing keeps its connection.</summary>
public sealed class TimeoutTests
{
    [Theory]
    [InlineData("proxy_read_timeout")]
    [InlineData("proxy_send_timeout")]
    public void Nginx_waits_for_more_than_a_ping(string directive)
    {
        string seconds = Regex.Match(Repository.Read("ops/nginx/nginx.conf"), $@"{directive} (\d+)s;").Groups[1].Value;
        TimeSpan ping = TimeSpan.Parse(Settings.Default("Posture__Sockets__PingInterval"), CultureInfo.InvariantCulture);

        Assert.True(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) > 2 * ping);
    }
}
