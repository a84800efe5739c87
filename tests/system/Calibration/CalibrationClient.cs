using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Calibration;

/// <summary>One user's calibration over HTTP.</summary>
internal sealed class CalibrationClient(ServerProcess server, string user) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.BaseUri };

    public Task<HttpResponseMessage> GiveAsync(int posture, IEnumerable<PitchFrame> frames) => PostAsync(
        posture,
        $"{{\"frames\":[{string.Join(',', frames.Select(frame => string.Create(CultureInfo.InvariantCulture, $"[{frame.TimestampMs:R},{frame.PitchDegrees:R}]")))}]}}");

    public Task<HttpResponseMessage> PostAsync(int posture, string body) => _http.PostAsync(
        Path($"/{posture}"), new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<JsonElement> StatusAsync() => _http.GetFromJsonAsync<JsonElement>(Path(""));

    public Task<HttpResponseMessage> ForgetAsync(string posture = "") => _http.DeleteAsync(Path(posture));

    public void Dispose() => _http.Dispose();

    private Uri Path(string rest) => new($"api/users/{user}/calibration{rest}", UriKind.Relative);
}
