namespace Posture.Grains.Interfaces.PredictionLog;

/// <summary>Reads the prediction log. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.prediction-history")]
public interface IPredictionHistoryGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>One page of a user's logged predictions, newest first. A row appears once its batch is stored.</summary>
    [Alias("read")]
    Task<PredictionPage> Read(PredictionQuery query);
}
