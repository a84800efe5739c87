using System.Text;
using Microsoft.AspNetCore.Http;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class CarriedTokenTests
{
    [Fact]
    public void A_request_without_a_token_carries_none()
    {
        HttpRequest request = Request(query: "?user=mina", subprotocols: "posture.v2.json");

        Assert.Null(CarriedToken.Take(request));
        Assert.Equal("?user=mina", request.QueryString.Value);
    }

    [Theory]
    [InlineData("Bearer abc", null, null)]
    [InlineData("bearer abc", null, null)]
    [InlineData("Basic OmFiYw==", null, null)]
    [InlineData("basic YW55Ym9keTphYmM=", null, null)]
    [InlineData(null, "?token=abc", null)]
    [InlineData(null, "?TOKEN=abc&user=mina", null)]
    [InlineData(null, null, "posture.v2.json, bearer.abc")]
    [InlineData(null, null, "bearer.abc")]
    [InlineData("Bearer abc", "?token=abc", "bearer.abc")]
    public void A_token_comes_in_any_of_the_ways(string? authorization, string? query, string? subprotocols) =>
        Assert.Equal("abc", CarriedToken.Take(Request(authorization, query, subprotocols))!.Text);

    [Theory]
    [InlineData("Bearer", null, null)]
    [InlineData("Digest abc", null, null)]
    [InlineData("abc", null, null)]
    [InlineData("", null, null)]
    [InlineData("Basic %", null, null)]
    [InlineData("Basic YWJj", null, null)]
    [InlineData("Basic YWJjOg==", null, null)]
    [InlineData(null, "?token=", null)]
    [InlineData(null, "?token=abc&token=def", null)]
    [InlineData(null, "?token=abc", "bearer.def")]
    [InlineData(null, null, "bearer.")]
    public void What_is_no_token_or_several_is_not_taken_for_one(string? authorization, string? query, string? subprotocols) =>
        Assert.Null(CarriedToken.Take(Request(authorization, query, subprotocols))!.Text);

    [Fact]
    public void A_password_may_hold_colons_and_be_long()
    {
        string token = new string('x', 300) + ":y";

        Assert.Equal(token, CarriedToken.Take(Request("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + token))))!.Text);
        Assert.Null(CarriedToken.Take(Request("Basic " + Convert.ToBase64String(new byte[5000])))!.Text);
    }

    [Fact]
    public void The_token_does_not_stay_in_the_query()
    {
        HttpRequest request = Request(query: "?user=mi%6Ea&token=abc&resume=a~b&Token=abc&flag");

        Assert.Equal("abc", CarriedToken.Take(request)!.Text);
        Assert.DoesNotContain("abc", request.QueryString.Value, StringComparison.Ordinal);
        Assert.Equal(("mina", "a~b", ""), ((string)request.Query["user"]!, (string)request.Query["resume"]!, (string)request.Query["flag"]!));
    }

    private static HttpRequest Request(string? authorization = null, string? query = null, string? subprotocols = null)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        if (authorization is not null)
            request.Headers.Authorization = authorization;
        if (subprotocols is not null)
            request.Headers.SecWebSocketProtocol = subprotocols;
        request.QueryString = new QueryString(query);
        return request;
    }
}
