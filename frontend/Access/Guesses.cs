namespace Posture.Frontend.Access;

/// <summary>What came of judging a token.</summary>
internal enum Verdict
{
    Right,

    Wrong,

    /// <summary>The registry was away.</summary>
    None,
}

/// <summary>
/// The tokens of one address that nobody knows yet. Those that are being judged and those found wrong are together never
/// more than the bound, so that a thousand guesses at once are not a thousand guesses judged. What is right gives its place
/// back; meanwhile the others wait, because they may be a ward whose devices all come back in one moment.
/// </summary>
internal sealed class Guesses(int maxWrong, TimeSpan window, TimeProvider time)
{
    private const int MaxWaiting = 20_000;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<Refusal?>> _waiting = new();
    private int _judging;
    private int _wrong;
    private long _firstWrongAt;

    /// <summary>Null when the next token may be judged, which must be followed by <see cref="Leave"/>; or why not.</summary>
    public ValueTask<Refusal?> EnterAsync()
    {
        lock (_lock)
        {
            if (Full() is { } full)
                return new(full);
            if (_judging + _wrong < maxWrong)
            {
                _judging++;
                return new((Refusal?)null);
            }

            if (_waiting.Count >= MaxWaiting)
                return new(Refusal.Throttled with { RetryAfter = TimeSpan.FromSeconds(1) });
            var turn = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return new(turn.Task);
        }
    }

    public void Leave(Verdict verdict)
    {
        lock (_lock)
        {
            ForgetOld();
            _judging--;
            if (verdict == Verdict.Wrong && _wrong++ == 0)
                _firstWrongAt = time.GetTimestamp();
            // Else those that wait would ask an absent registry one after the other.
            Refusal? refusal = Full() ?? (verdict == Verdict.None ? Refusal.RegistryAway : null);
            while ((refusal is not null || _judging + _wrong < maxWrong) && _waiting.TryDequeue(out var turn))
            {
                if (refusal is null)
                    _judging++;
                turn.SetResult(refusal);
            }
        }
    }

    /// <summary>The refusal of every further token of the window, or null while there is room.</summary>
    public Refusal? Refuse()
    {
        lock (_lock)
            return Full();
    }

    private Refusal? Full()
    {
        ForgetOld();
        return _wrong >= maxWrong ? Refusal.Throttled with { RetryAfter = window - time.GetElapsedTime(_firstWrongAt) } : null;
    }

    private void ForgetOld()
    {
        if (_wrong > 0 && time.GetElapsedTime(_firstWrongAt) >= window)
            _wrong = 0;
    }
}
