using System.Collections.Immutable;
using Posture.Frontend.Reports.Plots;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>Parts that a day's page and a week's have in common.</summary>
internal static class ReportSections
{
    public static string Tiles(params IEnumerable<(string Name, string Value)> tiles) =>
        $"<dl class=\"tiles\">\n{string.Join('\n', tiles.Select(tile => Html.Tile(tile.Name, tile.Value)))}\n</dl>";

    public static string Postures(ImmutableArray<PostureShare> postures, ReportWords words) => $"""
        {Html.Heading(words["자세 분포"])}
        {Html.Figure(BarPlot.Svg([.. postures.Select(one => new Bar($"{one.Posture}", 100 * (one.Share ?? 0)))]), words["자세별 예측 비율 (%)"])}
        {Html.Table([words["자세"], words["예측"], words["비율"]], postures.Select(one => new[] { words.PostureName(one.Posture), Number(one.Predictions), Percent(one.Share) }))}
        """;

    public static string Errors(ImmutableArray<NamedCount> errors, ImmutableArray<NamedCount> refused, ReportWords words) => $"""
        {Html.Heading(words["오류"])}
        {Counts(words["오류 코드"], errors, words["오류 응답이 없습니다."], words)}
        {Counts(words["거부 (연결, 토큰)"], refused, words["거부된 연결이나 토큰이 없습니다."], words)}
        """;

    public static string Connections(ConnectionReport connections, ReportWords words) => $"""
        {Html.Heading(words["연결"])}
        {Counts(words["시작된 연결 (프로토콜)"], connections.Opened, words["시작된 연결이 없습니다."], words)}
        {Counts(words["종료된 연결 (종료 사유)"], connections.Ended, words["종료된 연결이 없습니다."], words)}
        """;

    public static string Confidence(ConfidenceReport? confidence, ReportWords words) => confidence is null ? "" : $"""
        {Html.Heading(words["신뢰도"])}
        {Html.Paragraph($"{words["평균"]} {Decimal(confidence.Mean)}")}
        {Html.Figure(BarPlot.Svg([.. confidence.Deciles.Select((count, index) => new Bar($"0.{index}", count))]), words["신뢰도 구간별 예측 수"])}
        """;

    public static string Models(ImmutableArray<ModelReport> models, ImmutableArray<FeedbackReport> feedback, ReportWords words) => $"""
        {Html.Heading(words["모델 성능 (사용자 피드백)"])}
        {Html.Table(
            [words["모델"], words["예측"], words["평균 신뢰도"], words["피드백"], words["맞음"], words["정확도"], words["피드백 비율"], words["사용자"], words["사용자 평균 정확도"]],
            models.Select(model => new[]
            {
                model.ModelVersion, Number(model.Predictions), Decimal(model.MeanConfidence), Number(model.Judged), Number(model.Right),
                Percent(model.Accuracy), Percent(model.Coverage), Number(model.People), Percent(model.MeanPersonAccuracy),
            }))}
        {Html.Paragraph(words["피드백은 주로 틀렸을 때 남으므로 정확도는 피드백 비율과 함께 읽어야 합니다."], "hint")}
        {(feedback.IsEmpty
            ? Html.Paragraph(words["이 기간의 예측에 대한 피드백이 없습니다."])
            : Html.Table(
                [words["사용자가 말한 자세"], words["피드백"], words["예측이 맞음"]],
                feedback.Select(one => new[] { words.PostureName(one.Posture), Number(one.Judged), Number(one.Right) })))}
        """;

    private static string Counts(string name, ImmutableArray<NamedCount> counts, string none, ReportWords words) => counts.IsEmpty
        ? Html.Paragraph(none)
        : Html.Table([name, words["횟수"]], counts.Select(count => new[] { count.Name, Number(count.Count) }));
}
