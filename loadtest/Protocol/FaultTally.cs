namespace Posture.LoadTest.Protocol;

/// <summary>Counts faults by kind and keeps the first example of each. Safe from any thread.</summary>
internal sealed class FaultTally
{
    private const int MaxExampleLength = 300;

    private readonly long[] _counts = new long[Enum.GetValues<FaultKind>().Length];
    private readonly string?[] _examples = new string?[Enum.GetValues<FaultKind>().Length];

    public long Total => _counts.Sum();

    /// <param name="kind">What was wrong.</param>
    /// <param name="example">
    /// Called for the first fault of its kind only, to tell the reader what it looked like.
    /// </param>
    public void Count(FaultKind kind, Func<string> example)
    {
        if (Interlocked.Increment(ref _counts[(int)kind]) != 1)
            return;
        string text = example();
        _examples[(int)kind] = text.Length <= MaxExampleLength ? text : text[..MaxExampleLength] + "…";
    }

    /// <summary>Waits for one connection's work; the fault that ends it is counted and ends nothing else.</summary>
    public async Task CountAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (DeviceFaultException fault)
        {
            Count(fault.Kind, () => fault.Message);
        }
    }

    /// <summary>The kinds that occurred, most frequent first.</summary>
    public IReadOnlyList<FaultCount> Counts() =>
    [
        .. Enum.GetValues<FaultKind>()
            .Where(kind => _counts[(int)kind] > 0)
            .Select(kind => new FaultCount(kind, _counts[(int)kind], _examples[(int)kind] ?? ""))
            .OrderByDescending(fault => fault.Count),
    ];
}

/// <param name="Kind">What was wrong.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstExample">The first one, cut to a readable length.</param>
internal sealed record FaultCount(FaultKind Kind, long Count, string FirstExample);
