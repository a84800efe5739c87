using Posture.Grains.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>Stores that hold nothing of anybody.</summary>
internal sealed class NothingStored : IErasure
{
    public Task<bool> EraseAsync(string user, CancellationToken cancellationToken) => Task.FromResult(true);
}
