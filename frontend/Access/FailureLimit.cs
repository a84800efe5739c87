using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Access;

/// <summary>Counts wrong tokens by the address that they come from: 65,536 counters at the most.</summary>
internal sealed class FailureLimit(IOptions<AccessOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<ushort, Guesses> _addresses = new();

    /// <summary>The tokens of an address.</summary>
    public Guesses Of(IPAddress? address) => _addresses.GetOrAdd(
        AddressPartition.Of(address), _ => new Guesses(options.Value.MaxFailures, options.Value.FailureWindow, time));

    /// <summary>Whether no token of the address is judged at the moment.</summary>
    public bool IsFull(IPAddress? address) =>
        _addresses.TryGetValue(AddressPartition.Of(address), out Guesses? guesses) && guesses.Refuse() is not null;
}
