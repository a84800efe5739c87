using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>What the prediction log knows of shadows.</summary>
internal interface IShadowStore
{
    /// <summary>Compares the answers of a shadow with those that were given out beside it.</summary>
    Task<AgreementReport> CompareAsync(AgreementQuery query, CancellationToken cancellationToken);
}
