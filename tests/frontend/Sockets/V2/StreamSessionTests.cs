using System.Collections.Immutable;
using Posture.Frontend.Sockets.V2;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class StreamSessionTests
{
    private static readonly StreamReply Opened = new(StreamOutcome.Opened, 7, "ab", -1, "2.1.0");

    private readonly ScriptedStreams _grains = new();

    [Fact]
    public async Task A_token_leads_to_its_user()
    {
        _grains.Resumes.Enqueue(Opened with { Outcome = StreamOutcome.Resumed, Acknowledged = 9 });
        StreamSession session = Session(user: null, "mina~ab");

        Assert.Equal(9, (await session.OpenAsync()).Acknowledged);
        Assert.Equal(("mina", "mina~ab", 7L), (session.User, session.Token.ToString(), session.StreamId));
        Assert.False(_grains.LastConnection!.IsAnonymous);
    }

    [Theory]
    [InlineData("jun", "mina~ab", 0)]
    [InlineData("mina", "mina~old", 1)]
    [InlineData("mina", null, 0)]
    public async Task What_cannot_be_resumed_is_opened_anew(string user, string? token, int resumes)
    {
        _grains.Resumes.Enqueue(new StreamReply(StreamOutcome.Unknown));
        StreamSession session = Session(user, token);

        Assert.Equal(Opened, await session.OpenAsync());
        Assert.Equal(user, session.User);
        Assert.Equal(resumes, _grains.Resumed.Count);
    }

    [Fact]
    public async Task Nobody_becomes_a_user_by_a_token_that_is_not_theirs()
    {
        _grains.Resumes.Enqueue(new StreamReply(StreamOutcome.Unknown));
        StreamSession session = Session(user: null, "mina~wrong");
        await session.OpenAsync();

        Assert.StartsWith("anonymous.", session.User, StringComparison.Ordinal);
        Assert.True(_grains.LastConnection!.IsAnonymous);
    }

    [Fact]
    public async Task A_lost_activation_resumes_the_stream_with_the_frames_of_the_window()
    {
        StreamSession session = Session("mina", null);
        await session.OpenAsync();
        await session.PushAsync(Batch(0, 20));
        _grains.Pushes.Enqueue(() => new BatchReply(BatchOutcome.NotAttached, -1));
        _grains.Resumes.Enqueue(Opened with { Outcome = StreamOutcome.Resumed });

        Assert.Equal(BatchOutcome.Predicted, (await session.PushAsync(Batch(20, 1)))!.Outcome);
        (string secret, ImmutableArray<PitchFrame> recent) = Assert.Single(_grains.Resumed);
        Assert.Equal("ab", secret);
        Assert.Equal(Enumerable.Range(10, 10).Select(i => i * 1000.0), recent.Select(frame => frame.TimestampMs));
    }

    [Theory]
    [InlineData(StreamOutcome.Replaced, 4409)]
    [InlineData(StreamOutcome.Unknown, 1011)]
    public async Task A_stream_that_is_lost_ends_the_connection(StreamOutcome outcome, int code)
    {
        StreamSession session = Session("mina", null);
        await session.OpenAsync();
        _grains.Pushes.Enqueue(() => new BatchReply(BatchOutcome.NotAttached, -1));
        _grains.Resumes.Enqueue(new StreamReply(outcome));

        Assert.Null(await session.PushAsync(Batch(0, 1)));
        Assert.Equal(code, (int)session.Loss!.Code);
    }

    private static FrameBatch Batch(int first, int count) => new(
        first,
        [.. Enumerable.Range(first, count).Select(i => new PitchFrame(i * 1000, 12))],
        UnixMicros.From(TimeProvider.System.GetUtcNow()));

    private StreamSession Session(string? user, string? token) => new(
        _grains.Factory,
        new DeviceConnection(Guid.NewGuid(), null!, null, null, 1, user is null),
        user,
        ResumeToken.Parse(token),
        TimeProvider.System);
}
