using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Calibration;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Alerts;

/// <summary>One user's alerts over HTTP, and the device that they are about.</summary>
internal sealed class AlertClient(ServerProcess server, string user) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.BaseUri };
    private double _deviceMs;

    public Task<JsonElement> StatusAsync() => _http.GetFromJsonAsync<JsonElement>(Path("alerts"));

    public Task<HttpResponseMessage> ConfigureAsync(string body) => _http.PutAsync(Path("alerts"), Json(body));

    public Task<HttpResponseMessage> ResetAsync() => _http.DeleteAsync(Path("alerts"));

    public Task<HttpResponseMessage> SnoozeAsync(string body) => _http.PostAsync(Path("alerts/snooze"), Json(body));

    public Task<HttpResponseMessage> WakeAsync() => _http.DeleteAsync(Path("alerts/snooze"));

    public Task<HttpResponseMessage> HeldAsync(string query = "") => _http.GetAsync(Path("postures" + query));

    /// <summary>Shows how the user sits well (0, at -30 degrees) and how they slouch (2, at 10).</summary>
    public async Task CalibrateAsync()
    {
        using var calibration = new CalibrationClient(server, user);
        foreach ((int posture, double pitch) in new[] { (0, -30.0), (2, 10.0) })
        {
            using HttpResponseMessage response = await calibration.GiveAsync(
                posture, Enumerable.Range(0, 21).Select(i => new PitchFrame(i * 1000, pitch + i % 2 * 0.5)));
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Streams a pitch until the alert's state is the one waited for.</summary>
    public Task HoldUntilAsync(DeviceClient device, double pitch, string state) => Until.TrueAsync(
        async () =>
        {
            _deviceMs += 1000;
            await device.AskAsync(_deviceMs, pitch + _deviceMs / 1000 % 2 * 0.5);
            return (await StatusAsync()).GetProperty("state").GetString() == state;
        },
        $"the alert to be {state}");

    public void Dispose() => _http.Dispose();

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Uri Path(string rest) => new($"api/users/{user}/{rest}", UriKind.Relative);
}
