using System.Globalization;
using System.Net;
using CsCheck;
using Posture.Frontend.AccessLog;

namespace Posture.Frontend.Tests.AccessLog;

/// <summary>awk's fields are where operators look for them, whatever a client sends.</summary>
public sealed class AccessLineTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 1, 234, TimeSpan.FromHours(9));

    // What breaks lines, fields and quotes, among everything else that a string can hold.
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["\n\r \t\"\\[]\0\u2028\u0085\u00a0:9a"], 0, 400]);

    [Fact]
    public void A_line_looks_as_documented()
    {
        var line = new AccessLine(
            IPAddress.Parse("203.0.113.7"), "12345", "POST", "/test-prediction", "HTTP/1.1", 200, TimeSpan.FromMilliseconds(12.482), 187,
            "rid:0HN9 ver:1.4.2");

        Assert.Equal(
            "203.0.113.7 - user_id:12345 [2026-11-23T09:00:01.234+09:00] \"POST /test-prediction HTTP/1.1\" 200 12.482 187 rid:0HN9 ver:1.4.2",
            line.Format(At));
    }

    [Fact]
    public void Nothing_that_a_client_sends_moves_a_field_or_begins_a_line() =>
        Gen.Select(Hostile, Hostile, Hostile, Hostile, Gen.Double[0, 1e9]).Sample((user, method, path, agent, elapsedMs) =>
        {
            var sent = new AccessLine(
                IPAddress.IPv6Loopback, user, method, path, "HTTP/1.1", 404, TimeSpan.FromMilliseconds(elapsedMs), null,
                "agent:" + AccessWord.Of(agent, 64));
            string line = sent.Format(At);

            string[] fields = line.Split(' ');
            Assert.Equal(11, fields.Length);
            Assert.All(line, character => Assert.InRange(character, ' ', '~'));
            Assert.Equal("::1", fields[0]);
            Assert.Matches("^(-|user_id:[A-Za-z0-9._@-]{1,64})$", fields[2]);
            Assert.Equal("[2026-11-23T09:00:01.234+09:00]", fields[3]);
            Assert.Equal(2, line.Count(character => character == '"'));
            Assert.Equal("HTTP/1.1\"", fields[6]);
            Assert.Equal("404", fields[7]);
            Assert.InRange(double.Parse(fields[8], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), 0, 1e9);
            Assert.Equal("-", fields[9]);
            Assert.StartsWith("agent:", fields[10], StringComparison.Ordinal);
            Assert.InRange(line.Length, 1, 600);
        });

    [Theory]
    [InlineData("12345", "user_id:12345")]
    [InlineData("mina@example.com", "user_id:mina@example.com")]
    [InlineData("a b\"c\n", "user_id:a_b_c_")]
    [InlineData("", "-")]
    [InlineData(null, "-")]
    public void A_user_is_one_clean_word(string? user, string expected) => Assert.Equal(expected, AccessWord.OfUser(user));

    [Fact]
    public void An_address_that_came_over_IPv6_is_shown_as_what_it_is() =>
        Assert.StartsWith(
            "203.0.113.7 ",
            new AccessLine(IPAddress.Parse("::ffff:203.0.113.7"), null, "GET", "/", "HTTP/1.1", 200, TimeSpan.Zero, null, "").Format(At),
            StringComparison.Ordinal);
}
