using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Models;

/// <summary>What the log says of models: how a shadow agrees, and how far traffic has drifted.</summary>
internal static class ReportEndpoints
{
    private static readonly TimeSpan DefaultDriftRange = TimeSpan.FromDays(1);

    /// <summary>Adds the reports to the group of the models.</summary>
    public static void MapReports(this RouteGroupBuilder models)
    {
        models.MapGet("/{version}/agreement", AgreementAsync)
            .WithSummary("How often a shadow said what the active version said")
            .WithDescription(
                """
                from (inclusive) and to (exclusive) are ISO 8601 times; without them everything in the log counts. matrix
                has the active version's posture as its row and the shadow's as its column.
                """)
            .Produces<AgreementView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        models.MapGet("/drift", DriftAsync)
            .WithSummary("How far live traffic is from what the active version was trained on")
            .WithDescription(
                """
                from (inclusive) and to (exclusive) are ISO 8601 times, by default the last 24 hours. At most 200 users are
                drawn at random, and the newest 2000 frames of each are replayed; every user counts the same. The verdict is
                stable below a population stability index of 0.1, shifted up to 0.25, drifted above: bands of convention.
                """)
            .Produces<DriftView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AgreementAsync(string version, IGrainFactory grains, string? from, string? to)
    {
        AgreementQuery query;
        try
        {
            query = new AgreementQuery(version, TimeParameter.ReadMicros("from", from), TimeParameter.ReadMicros("to", to));
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }

        return await grains.GetGrain<IAgreementGrain>(IAgreementGrain.Pool).Measure(query) is { } report
            ? Results.Ok(AgreementView.Of(version, report))
            : Busy;
    }

    private static async Task<IResult> DriftAsync(IGrainFactory grains, TimeProvider time, string? from, string? to)
    {
        long fromMicros, toMicros;
        try
        {
            toMicros = TimeParameter.ReadMicros("to", to) ?? UnixMicros.From(time.GetUtcNow());
            fromMicros = TimeParameter.ReadMicros("from", from)
                ?? Math.Max(toMicros - (long)DefaultDriftRange.TotalMicroseconds, UnixMicros.From(DateTimeOffset.MinValue));
        }
        catch (FieldRefusedException e)
        {
            return JsonBody.Refuse(e.Field, e.Message);
        }

        DriftAnswer answer = await grains.GetGrain<IDriftGrain>(IDriftGrain.Pool).Measure(fromMicros, toMicros);
        return answer.Outcome switch
        {
            DriftOutcome.Measured => Results.Ok(DriftView.Of(answer.ModelVersion!, fromMicros, toMicros, answer.Report!)),
            DriftOutcome.NoReference => Results.Problem(
                $"The manifest of the active version {answer.ModelVersion} has no reference of its training data to measure "
                + "against; train it again with a trainer that writes one.",
                statusCode: StatusCodes.Status409Conflict),
            DriftOutcome.Busy => Busy,
            _ => throw new NoModelException(),
        };
    }

    private static IResult Busy => Results.Problem(
        "Another report of this kind is being made. Try again when it is done.",
        statusCode: StatusCodes.Status503ServiceUnavailable);
}
