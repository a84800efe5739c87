using System.Collections.Immutable;
using System.Threading.Channels;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Frontend.Access;

/// <summary>
/// Asks the registry about tokens, many at once: what comes while a question is on its way waits and goes with the next
/// one. So thousands of devices that come back together cost a handful of reads.
/// </summary>
internal sealed partial class DeviceTokenLookup(IGrainFactory grains, TimeProvider time, ILogger<DeviceTokenLookup> logger)
    : BackgroundService
{
    /// <summary>Most tokens in one question.</summary>
    public const int MaxBatch = 500;

    private const int MaxWaiting = 20_000;

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<Question> _questions = Channel.CreateBounded<Question>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private bool _isAway;

    /// <summary>The user that a token speaks for, by its hash; null when it is unknown or revoked.</summary>
    /// <exception cref="RegistryAwayException">The registry does not answer, or too many wait for it.</exception>
    public async Task<string?> OwnerAsync(string tokenHash)
    {
        var question = new Question(tokenHash, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_questions.Writer.TryWrite(question))
            throw new RegistryAwayException();
        try
        {
            return await question.Answer.Task.WaitAsync(WaitLimit, time);
        }
        catch (TimeoutException)
        {
            throw new RegistryAwayException();
        }
    }

    /// <summary>The same of at most <see cref="MaxBatch"/> tokens, in their order.</summary>
    /// <exception cref="RegistryAwayException">The registry does not answer.</exception>
    public async Task<ImmutableArray<string?>> OwnersAsync(
        ImmutableArray<string> tokenHashes, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<string?> owners = await grains.GetGrain<IDeviceRegistryGrain>(IDeviceRegistryGrain.Pool)
                .Owners(tokenHashes).WaitAsync(CallLimit, time, cancellationToken);
            _isAway = false;
            return owners;
        }
        catch (Exception e)
        {
            // Whatever failed, the tokens are not checked. Once an outage is enough: each caller hears of it too.
            if (!_isAway && !cancellationToken.IsCancellationRequested)
                LogAway(e);
            _isAway = true;
            throw new RegistryAwayException();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Question>(MaxBatch);
        while (await _questions.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _questions.Reader.TryRead(out Question? question))
                batch.Add(question);
            await AnswerAsync(batch, stoppingToken);
        }
    }

    private async Task AnswerAsync(List<Question> batch, CancellationToken stoppingToken)
    {
        try
        {
            ImmutableArray<string?> owners = await OwnersAsync([.. batch.Select(question => question.TokenHash)], stoppingToken);
            for (int i = 0; i < batch.Count; i++)
                batch[i].Answer.SetResult(owners[i]);
        }
        catch (RegistryAwayException e)
        {
            foreach (Question question in batch)
                question.Answer.SetException(e);
        }
    }

    [LoggerMessage(5002, LogLevel.Warning, "Tokens of devices cannot be checked; those that were known still hold for a while")]
    private partial void LogAway(Exception exception);

    private sealed record Question(string TokenHash, TaskCompletionSource<string?> Answer);
}

/// <summary>The registry of devices cannot be asked.</summary>
internal sealed class RegistryAwayException() : Exception("The registry of devices does not answer.");
