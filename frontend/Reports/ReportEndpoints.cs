using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>Daily and weekly reports, as JSON for programs and as a page for people.</summary>
internal static class ReportEndpoints
{
    private const string RetryAfterSeconds = "5";

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder reports = app.MapGroup("/api/reports").WithTags("Reports");
        Describe(reports.MapGet("/daily/{date}", (string date, HttpContext context, IGrainFactory grains) => ReadAsync(
            ReportKind.Daily, date, context, grains, ReportJson.Default.DailyReport, DailyPage.Write)))
            .WithSummary("A day's traffic, postures, response times, errors, confidence, accuracy from feedback and drift")
            .Produces<DailyReport>();
        Describe(reports.MapGet("/weekly/{date}", (string date, HttpContext context, IGrainFactory grains) => ReadAsync(
            ReportKind.Weekly, date, context, grains, ReportJson.Default.WeeklyReport, WeeklyPage.Write)))
            .WithSummary("The week that a day is in: its seven days side by side, models and feedback")
            .Produces<WeeklyReport>();
        app.MapGet("/reports", ListAsync).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder report) => report
        .WithDescription(
            """
            date is a day such as 2026-11-23 of the zone that the report names. With Accept: text/html the report is a page, in Korean or English by Accept-Language or lang=ko, lang=en.
            What is not over is told so far. Without anything that happened, is_empty is true.
            """)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> ReadAsync<T>(
        ReportKind kind, string text, HttpContext context, IGrainFactory grains, JsonTypeInfo<T> type, Func<T, ReportWords, string> write)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            return JsonBody.Refuse("date", "date must be a day written yyyy-MM-dd, such as 2026-11-23.");
        ReportAnswer answer = await grains.GetGrain<IReportGrain>(IReportGrain.Only).Read(kind, date);
        if (answer.Outcome != ReportOutcome.Found)
            return Refuse(answer.Outcome, text, context.Response);
        T report = JsonSerializer.Deserialize(answer.Json!, type)!;
        context.Response.Headers.Vary = new[] { HeaderNames.Accept, HeaderNames.AcceptLanguage };
        return WantsPage(context.Request)
            ? ReportPage.Answer(context.Response, write(report, ReportLanguage.WordsFor(context.Request)))
            : Results.Ok(report);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IGrainFactory grains)
    {
        ReportList list = await grains.GetGrain<IReportGrain>(IReportGrain.Only).List();
        context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return ReportPage.Answer(context.Response, ListPage.Write(list, ReportLanguage.WordsFor(context.Request)));
    }

    // Browsers name it; programs that take anything get JSON.
    private static bool WantsPage(HttpRequest request) => request.GetTypedHeaders().Accept.Any(
        type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    private static IResult Refuse(ReportOutcome outcome, string date, HttpResponse response)
    {
        if (outcome != ReportOutcome.Busy)
            return Results.Problem(
                outcome == ReportOutcome.Future ? $"{date} has not begun yet." : $"Reports do not go back to {date}.",
                statusCode: StatusCodes.Status404NotFound);
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.Problem(
            "The report is being made, or others are. Ask again in a few seconds.",
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
