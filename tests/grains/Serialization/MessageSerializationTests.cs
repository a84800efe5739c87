using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Devices;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Tests.Serialization;

/// <summary>Everything that travels between silos and frontends.</summary>
public sealed class MessageSerializationTests : IDisposable
{
    private static readonly Assembly Contracts = typeof(IUserGrain).Assembly;

    private static readonly StampedFrame Frame = new(new PitchFrame(15_420.5, -25.73), 1_700_000_000_123_456, long.MaxValue, 42);

    private static readonly Prediction Prediction = new(2, 0.85f, [0, 0.05f, 0.85f, 0.1f, 0, 0, 0, 0], "1.0.0");

    private static readonly WantedModels Wanted = new(
        3, new ModelReference("2.1.0", "ab12"), new ModelReference("2.0.0", null), new ModelReference("2.2.0", "cd34"));

    private static readonly SiloModels Running = new(
        "S127.0.0.1:11111:7", new ModelReference("2.0.0", "ab12"), null, 2, "SHA-256 이 다릅니다", null);

    private static readonly DriftReport Drift = new(
        2, 30, true, [new FeatureDrift("pitch_median_deg", 0.25, 0.5)], new PostureDrift(0.1, 0.2, [0.5, 0.5], [1, 0]));

    private static readonly LoggedPrediction Row = new(9, 1_700_000_000_123_456, 15_420.5, -25.73, 2, 0.85f, "1.0.0", 7, 42);

    private static readonly PostureStatistics Statistics = new(1.97, [-12.5, -0.25], [0.75, double.Epsilon]);

    private static readonly CalibratedPosture Calibrated = new(3, 20, 19.5, -12.5, 0.8, 0.3, 5, 0.25, 1_700_000_000_000, true);

    private static readonly ProcessStatus Process = new(
        "web1-00ff", ProcessKind.Embedded, "web1", "http://127.0.0.1:8000", "0.1.0", 1_700_000_000_123_456, TimeSpan.FromSeconds(60),
        "degraded", ["model", "prediction_log"], 12, 1L << 33, 0.25, new SiloLoad("2.1.0", 5, null, 7), true);

    private static readonly object[] Samples =
    [
        Frame.Frame,
        Frame,
        Prediction,
        new FeatureVector([1, -2.5f, float.MinValue]),
        new SiloReport("posture", "1.0.0", 1, 2, 3.5, "역방향 오류", true),
        new SiloReport(null, null, 0, 0, 0, null, false),
        new SiloReport("posture", "1.0.0", 1, 2, 3.5, null, false, "runs 1.0.0, wanted 2.0.0: …", "시간 초과"),
        Process,
        Process with { Silo = null, IsStopping = false },
        Process.Silo!,
        new SeenProcess(Process, ProcessState.Gone, 1_700_000_000_123_457),
        new ConnectionEntry(Guid.NewGuid(), "mina", "v2", "web1-00ff", "::1", "테스트", 3, 4, "1000", 5, 6),
        new ConnectionEntry(Guid.NewGuid(), null, "v1", "web1-00ff", null, null, 3, null, null, 0, 0),
        new ConnectionQuery("mina", 1, null, 100),
        new ShadowPrediction("2.2.0", 7, 0.25f),
        Prediction with { Shadow = new ShadowPrediction("2.2.0", 7, 0.25f) },
        Wanted.Active,
        Wanted,
        new WantedModels(0, new ModelReference("2.0.0", null), null, null),
        Running,
        new ModelRegistryStatus(Wanted, [Running, Running with { Silo = "S2", Active = null, FollowedRevision = -1 }]),
        new ModelChange(ModelChangeOutcome.Stored, null, Wanted),
        new ModelChange(ModelChangeOutcome.Refused, "깨진 모델", null),
        new ModelSummary(
            "2.1.0", "ab12", DateTimeOffset.UnixEpoch, "method",
            ImmutableSortedDictionary<string, double>.Empty.Add("loso_macro_f1", 0.15), null),
        new ModelSummary("broken", null, null, null, ImmutableSortedDictionary<string, double>.Empty, "no manifest"),
        new AgreementQuery("2.1.0", 1, null),
        new AgreementReport(
            ["1.0.0", "2.0.0"], 3, [.. Enumerable.Range(0, 8).Select(row => ImmutableArray.Create<long>(row, 1, 2, 3, 4, 5, 6, 7))],
            0.25, 0.5, null),
        Drift.Features[0],
        Drift.Postures!,
        Drift,
        new DriftAnswer(DriftOutcome.Measured, "2.1.0", Drift),
        new DriftAnswer(DriftOutcome.NoModel, null, null),
        Statistics,
        PersonalProfile.Empty.With(3, Statistics),
        Calibrated,
        new CaptureStatus(3, CaptureState.Capturing, 7.5),
        new CaptureStatus(3, CaptureState.Rejected, 0, "너무 짧습니다", CaptureFault.TooShort),
        new CalibrationStatus([Calibrated], new CaptureStatus(3, CaptureState.Done, 0), 0.75),
        new CalibrationStatus([], null, null),
        Row,
        new PredictionPage([Row, Row with { Id = 8 }], new PredictionPosition(5, 8)),
        new PredictionPage([], null),
        new PredictionQuery("mina", 1, null, 100, new PredictionPosition(5, 8)),
        new PredictionQuery("mina", null, 2, 100, null),
        new PredictionPosition(5, 8),
        new DeviceConnection(Guid.NewGuid(), null!, "::1", "테스트", 3, true),
        new PushedFrame(Guid.NewGuid(), Frame),
        new PushReply(PushOutcome.Predicted, Prediction),
        new PushReply(PushOutcome.LogUnavailable),
        new StreamReply(StreamOutcome.Resumed, long.MaxValue, "ab12", 41, "2.1.0"),
        new StreamReply(StreamOutcome.Unknown),
        new FrameBatch(42, [Frame.Frame, Frame.Frame], 1_700_000_000_123_456, 15_421),
        new FrameBatch(0, [Frame.Frame], 1_700_000_000_123_456),
        new BatchReply(BatchOutcome.Predicted, 43, Prediction, new CaptureStatus(3, CaptureState.Capturing, 7.5)),
        new BatchReply(BatchOutcome.OutOfOrder, -1),
        new AlertNotice(true, 2, 15_420.5),
        new UserStatus(true, 7, 1, 2, new WindowStatus(10, 9_000, 0.9), new TimedPrediction(Prediction, Frame.Frame, 3)),
        new UserStatus(false, null, 1, 2, default, null),
        new WindowStatus(10, 9_000, 0.9),
        new TimedPrediction(Prediction, Frame.Frame, 3, new WindowStatus(10, 9_000, 0.9)),
        AlertSettings.Default,
        new RaisedAlert(2, 3, 4),
        new StablePosture(2, 0.75, 3),
        new AlertStatus(AlertSettings.Default, true, QuietReason.Snoozed, 5, new RaisedAlert(2, 3, 4), new StablePosture(2, 0.75, 3)),
        new AlertStatus(AlertSettings.Default, true, QuietReason.None, null, null, null),
        new FeedbackNote("mina", 3, 17),
        new FeedbackNote("mina", 3, null, 5, 6),
        new FeedbackNote("mina", 3, null, 5, 6, StreamId: 7, Sequence: 8),
        new FeedbackTally(3, 2),
        new PostureFeedback(3, 4, 2, 1),
        new FeedbackSummary([new PostureFeedback(3, 4, 2, 1)]),
        new ModelAccuracy("1.0.0", 100, 9, 6, 2, 0.75),
        new NewDevice("mina", "왼쪽 어깨", "ab12"),
        new RegisteredDevice(7, "mina", "왼쪽 어깨", 5, null),
        new DeviceQuery("mina", 100, 7),
        new DevicePage([new RegisteredDevice(7, "mina", "watch", 5, 6)], 7),
        new PostureTimes(1, 2, [1, 2, 3, 4, 5, 6, 7, 8], 9),
        new TrafficCount(TrafficKind.Error, "missing_field", 3),
        new TrafficHour("web1-00ff", 472_222, [new TrafficCount(TrafficKind.Reply, "7", 5)]),
        new ReportAnswer(ReportOutcome.Found, "{}"),
        new ReportAnswer(ReportOutcome.Future, null),
        new ReportList(new DateOnly(2026, 11, 23), [new KeptReport(ReportKind.Daily, new DateOnly(2026, 11, 22), DateTimeOffset.UnixEpoch)]),
        new KeptReport(ReportKind.Weekly, new DateOnly(2026, 11, 23), DateTimeOffset.UnixEpoch),
    ];

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    public static TheoryData<int> SampleNumbers => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(SampleNumbers))]
    public void A_message_arrives_as_it_was_sent(int number)
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        object sent = Samples[number];
        object? arrived = serializer.Deserialize<object>(serializer.SerializeToArray(sent));

        Assert.IsType(sent.GetType(), arrived);
        Assert.Equal(JsonSerializer.Serialize(sent), JsonSerializer.Serialize(arrived));
    }

    [Fact]
    public void Every_message_is_tried_above() => Assert.Equal(
        Contracts.GetTypes().Where(IsMessage).OrderBy(type => type.Name),
        Samples.Select(sample => sample.GetType()).Distinct().OrderBy(type => type.Name));

    // Without an alias a type travels under its C# name, and renaming it breaks a rolling restart.
    [Fact]
    public void Every_message_interface_and_method_has_an_alias_of_its_own()
    {
        ImmutableArray<MemberInfo> named =
        [
            .. Contracts.GetTypes().Where(type => IsMessage(type) || IsGrainInterface(type)),
            .. Contracts.GetTypes().Where(IsGrainInterface).SelectMany(type => type.GetMethods()),
        ];

        Assert.NotEmpty(named);
        Assert.All(named, member => Assert.NotNull(member.GetCustomAttribute<AliasAttribute>()));
        string[] typeAliases = [.. named.OfType<Type>().Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias)];
        Assert.Equal(typeAliases.Length, typeAliases.Distinct().Count());
    }

    private static bool IsMessage(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute));

    private static bool IsGrainInterface(Type type) => type.IsInterface && type.IsAssignableTo(typeof(IAddressable));
}
