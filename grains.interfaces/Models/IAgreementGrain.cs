namespace Posture.Grains.Interfaces.Models;

/// <summary>Reads from the log how a shadow did. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.agreement")]
public interface IAgreementGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>The report; null while the silo is at work on another one.</summary>
    [Alias("measure")]
    Task<AgreementReport?> Measure(AgreementQuery query);
}
