using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;

namespace Posture.Grains.Tests.Models;

public sealed class AgreementGrainTests : IShadowStore
{
    private static readonly AgreementQuery Query = new("2.1.0", null, null);
    private static readonly AgreementReport Report = new([], 0, [], null, null, null);

    private readonly TaskCompletionSource<AgreementReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task One_report_is_made_at_a_time()
    {
        var grain = new AgreementGrain(this);
        Task<AgreementReport?> first = grain.Measure(Query);

        Assert.Null(await grain.Measure(Query));
        _report.SetResult(Report);
        Assert.Same(Report, await first);
        Assert.Same(Report, await grain.Measure(Query));
    }

    Task<AgreementReport> IShadowStore.CompareAsync(AgreementQuery query, CancellationToken cancellationToken) => _report.Task;
}
