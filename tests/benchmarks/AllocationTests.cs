namespace Posture.Benchmarks.Tests;

/// <summary>
/// What each step of a frame's way allocates, measured on the benchmarks' own methods, so that a change which makes garbage is
/// seen at once. Bytes are exact where times are not.
/// </summary>
public sealed class AllocationTests
{
    private const int WarmUps = 500;
    private const int Runs = 1_000;

    // An array of eight floats, and the record around it.
    private const int PredictionBytes = 56 + 56;

    // A frame is two doubles; around the array of them are the batch, and the message.
    private const int FrameBytes = 16;
    private const int ArrayBytes = 24;
    private const int BatchBytes = 56 + 24;
    private const int DocumentBytes = 72;

    [Fact]
    public void A_frame_is_decoded_without_garbage() =>
        Assert.Equal(0, BytesOf(new DecodeBenchmark(), decode => decode.V1Frame()));

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_batch_in_MessagePack_is_decoded_into_its_frames_and_nothing_else(int frames)
    {
        var decode = new StreamDecodeBenchmark { Frames = frames };
        decode.Write();

        Assert.True(decode.Msgpack());
        Assert.Equal(ArrayBytes + frames * FrameBytes + BatchBytes, BytesOf(decode, it => it.Msgpack()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_batch_in_JSON_is_decoded_into_its_frames_beside_one_document(int frames)
    {
        var decode = new StreamDecodeBenchmark { Frames = frames };
        decode.Write();

        Assert.True(decode.Json());
        Assert.Equal(ArrayBytes + frames * FrameBytes + BatchBytes + DocumentBytes, BytesOf(decode, it => it.Json()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_full_window_takes_a_frame_without_garbage(int framesPerSecond)
    {
        var window = new WindowBenchmark { FramesPerSecond = framesPerSecond };
        window.Fill();

        Assert.Equal(0, BytesOf(window, it => it.Add()));
    }

    [Fact]
    public void Features_are_one_array()
    {
        var window = new WindowBenchmark();
        window.Fill();

        Assert.InRange(BytesOf(window, it => it.Features()), 1, 64);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void A_run_of_the_model_allocates_its_predictions_only(int windows)
    {
        using var inference = new InferenceBenchmark { Windows = windows };
        inference.Load();

        Assert.InRange(BytesOf(inference, it => it.Run()), 1, windows * PredictionBytes);
    }

    [Fact]
    public void A_reply_is_written_without_garbage()
    {
        using var reply = new ReplyBenchmark();

        Assert.Equal(0, BytesOf(reply, it => it.V1Prediction()));
    }

    [Fact]
    public void A_record_is_encoded_without_garbage()
    {
        using var spool = new SpoolBenchmark();

        Assert.Equal(0, BytesOf(spool, it => it.Encode()));
    }

    [Fact]
    public void Records_are_spooled_without_garbage()
    {
        using var spool = new SpoolBenchmark();
        spool.Open();

        Assert.Equal(0, BytesOf(spool, it => it.Append()));
        Assert.Equal(0, BytesOf(spool, it => it.AppendTogether()));
    }

    private static long BytesOf<T>(T benchmark, Action<T> run)
    {
        for (int i = 0; i < WarmUps; i++)
            run(benchmark);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Runs; i++)
            run(benchmark);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
    }
}
