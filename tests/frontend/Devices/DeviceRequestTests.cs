using System.Text.Json;
using Posture.Frontend.Devices;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Frontend.Tests.Devices;

public sealed class DeviceRequestTests
{
    [Fact]
    public void A_device_has_a_user_and_a_name() => Assert.Equal(
        new NewDevice("mina", "왼쪽 어깨", "ab12"),
        DeviceRequest.Read(JsonElement.Parse("""{"user": "mina", "name": "왼쪽 어깨"}"""), "ab12"));

    [Theory]
    [InlineData("{}", "user")]
    [InlineData("""{"user": 7, "name": "watch"}""", "user")]
    [InlineData("""{"user": "mi na", "name": "watch"}""", "user")]
    [InlineData("""{"user": "mina"}""", "name")]
    [InlineData("""{"user": "mina", "name": ""}""", "name")]
    [InlineData("""{"user": "mina", "name": "a\u0000b"}""", "name")]
    [InlineData("""{"user": "mina", "name": null}""", "name")]
    public void What_is_missing_or_wrong_is_named(string body, string field) => Assert.Equal(
        field, Assert.Throws<FieldRefusedException>(() => DeviceRequest.Read(JsonElement.Parse(body), "ab12")).Field);

    [Fact]
    public void A_page_begins_where_the_one_before_ended()
    {
        Assert.Equal(new DeviceQuery(null, 100, null), DeviceRequest.Query(null, null, null));
        Assert.Equal(
            new DeviceQuery("mina", 5, 17), DeviceRequest.Query("mina", "5", DeviceRequest.Cursor(new DevicePage([], 17))));
        Assert.Null(DeviceRequest.Cursor(new DevicePage([], null)));
    }

    [Theory]
    [InlineData("a b", null, null, "user")]
    [InlineData(null, "0", null, "limit")]
    [InlineData(null, "1001", null, "limit")]
    [InlineData(null, null, "-1", "cursor")]
    [InlineData(null, null, "x", "cursor")]
    public void A_wrong_parameter_is_named(string? user, string? limit, string? cursor, string field) => Assert.Equal(
        field, Assert.Throws<FieldRefusedException>(() => DeviceRequest.Query(user, limit, cursor)).Field);
}
