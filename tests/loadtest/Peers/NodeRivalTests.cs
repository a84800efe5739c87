using System.Text.Json;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Peers;

/// <summary>The rival beside the real server, both as processes of their own: the same messages, the same replies.</summary>
public sealed class NodeRivalTests
{
    private const double ProbabilityTolerance = 1e-4;

    [Fact]
    public async Task It_answers_every_message_as_the_system_does()
    {
        await using ServerProcess rival = await ServerProcess.StartAsync(RivalConversation.VariantsOrSkip("node")[0], CancellationToken.None);
        await using ServerProcess system = await ServerProcess.StartAsync(
            ServerLaunch.System(new Dictionary<string, string> { ["Posture__Dashboard__Enabled"] = "false" }),
            CancellationToken.None);
        IReadOnlyList<string> messages = [.. Frames(), .. Broken, .. Frames()];

        IReadOnlyList<JsonElement> theirs = await RivalConversation.RepliesAsync(rival.BaseUri, messages);
        IReadOnlyList<JsonElement> ours = await RivalConversation.RepliesAsync(system.BaseUri, messages);

        Assert.Equal(messages.Count + 1, ours.Count);
        for (int i = 0; i < ours.Count; i++)
            AssertSame(ours[i], theirs[i], i == 0 ? "welcome" : $"{i}, {messages[i - 1]}");
    }

    [Fact]
    public async Task Its_probabilities_are_those_shipped_with_the_model()
    {
        await using ServerProcess rival = await ServerProcess.StartAsync(RivalConversation.VariantsOrSkip("node")[0], CancellationToken.None);
        string golden = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Root, "models/posture/2.1.0/golden.json"));
        // Of somebody who is unknown, and a window of one frame, which the test can send.
        JsonElement[] vectors =
        [
            .. JsonDocument.Parse(golden).RootElement.GetProperty("vectors").EnumerateArray()
                .Where(vector => !vector.TryGetProperty("profile", out _) && Numbers(vector, "features")[8] == 0),
        ];
        Assert.NotEmpty(vectors);

        foreach (JsonElement vector in vectors)
        {
            string frame = JsonSerializer.Serialize(new { timestamp = 1, relativePitch = Numbers(vector, "features")[0] });
            JsonElement reply = (await RivalConversation.RepliesAsync(rival.BaseUri, [frame]))[1];
            double[] expected = Numbers(vector, "probabilities");
            for (int posture = 0; posture < expected.Length; posture++)
                Assert.Equal(expected[posture], Probability(reply, posture), ProbabilityTolerance);
        }
    }

    [Fact]
    public async Task All_its_workers_are_measured()
    {
        ServerLaunch launch = RivalConversation.VariantsOrSkip("node")[^1];
        await using ServerProcess rival = await ServerProcess.StartAsync(launch, CancellationToken.None);

        int expected = Environment.ProcessorCount > 1 ? Environment.ProcessorCount + 1 : 1;
        Assert.Equal(expected, rival.ProcessIds.Count);
    }

    // A filling window, a gap, late frames that are taken and one that is not, equal times, a clock that starts again, a
    // device so fast that the window has no room, and fractions.
    private static IEnumerable<string> Frames()
    {
        (double TimestampMs, double PitchDegrees)[] frames =
        [
            .. Enumerable.Range(0, 15).Select(i => (1000.0 + 1000 * i, 10 * Math.Sin(i))),
            (40_000, -3.5), (41_000, 80), (40_500, -20), (39_000, 5), (41_000, 81), (41_000.25, 12.125),
            (500, 44.4), (1_500, -44.4), (11_400, 1),
            .. Enumerable.Range(0, 600).Select(i => (20_000 + 2.0 * i, i % 7 - 3.0)),
            (19_990, 170),
        ];
        return frames.Select(frame => JsonSerializer.Serialize(new { timestamp = frame.TimestampMs, relativePitch = frame.PitchDegrees }));
    }

    private static readonly string[] Broken =
    [
        "", "x", "{", "[1]", "7", "null", "{}", """{"timestamp":1}""", """{"relativePitch":1}""",
        """{"timestamp":1,"relativePitch":"1"}""", """{"timestamp":null,"relativePitch":1}""",
        """{"timestamp":1,"relativePitch":180.5}""", """{"timestamp":1e300,"relativePitch":1}""",
        """{"timestamp":1,"relativePitch":NaN}""", """{"timestamp":-Infinity,"relativePitch":1}""",
        """{"timestamp":1,"relativePitch":1} x""",
    ];

    private static void AssertSame(JsonElement ours, JsonElement theirs, string what)
    {
        Assert.Equal(ours.EnumerateObject().Select(field => field.Name), theirs.EnumerateObject().Select(field => field.Name));
        foreach (JsonProperty field in ours.EnumerateObject())
        {
            JsonElement other = theirs.GetProperty(field.Name);
            if (field.Name is "timestamp" or "server_timestamp")
                Assert.True(other.TryGetDateTimeOffset(out _), what);
            else if (field.Name == "all_probabilities")
                Assert.All(Enumerable.Range(0, 8), posture => AssertNear(Probability(ours, posture), Probability(theirs, posture), what));
            else if (field.Name == "confidence")
                AssertNear(field.Value.GetDouble(), other.GetDouble(), what);
            else if (field.Value.ValueKind == JsonValueKind.Number)
                Assert.True(field.Value.GetDouble() == other.GetDouble(), what);
            else
                Assert.True(JsonElement.DeepEquals(field.Value, other), what);
        }
    }

    private static void AssertNear(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= ProbabilityTolerance, $"{what}: {expected} and {actual}");

    private static double Probability(JsonElement reply, int posture) =>
        reply.GetProperty("all_probabilities").GetProperty($"{posture}").GetDouble();

    private static double[] Numbers(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
