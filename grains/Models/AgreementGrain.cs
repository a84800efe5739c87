using Orleans.Concurrency;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <inheritdoc cref="IAgreementGrain"/>
/// <remarks>Reentrant, so that a second caller learns at once that it has to come again.</remarks>
[StatelessWorker(1), Reentrant]
internal sealed class AgreementGrain(IShadowStore store) : Grain, IAgreementGrain
{
    private bool _isBusy;

    public async Task<AgreementReport?> Measure(AgreementQuery query)
    {
        if (_isBusy)
            return null;
        _isBusy = true;
        try
        {
            // A store may answer on the caller's thread, and this question takes long.
            return await Task.Run(() => store.CompareAsync(query, CancellationToken.None));
        }
        finally
        {
            _isBusy = false;
        }
    }
}
