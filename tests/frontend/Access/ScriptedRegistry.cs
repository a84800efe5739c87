using System.Collections.Immutable;
using System.Reflection;
using Posture.Frontend.Access;
using Posture.Grains.Interfaces.Devices;

namespace Posture.Frontend.Tests.Access;

/// <summary>A registry of devices in memory, which can be away, and counts how often it is asked.</summary>
public sealed class ScriptedRegistry : IDeviceRegistryGrain
{
    private readonly Dictionary<string, string> _users = [];

    public ScriptedRegistry()
    {
        Factory = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)Factory).Registry = this;
    }

    public IGrainFactory Factory { get; }

    public bool IsAway { get; set; }

    /// <summary>Until it is completed, no question is answered.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    /// <summary>How many tokens each question was about.</summary>
    public List<int> Questions { get; } = [];

    /// <summary>Registers a device and returns its token.</summary>
    public string Add(string user)
    {
        string token = DeviceToken.New();
        _users.Add(DeviceToken.Hash(token), user);
        return token;
    }

    public void Revoke(string token) => _users.Remove(DeviceToken.Hash(token));

    public async Task<ImmutableArray<string?>> Owners(ImmutableArray<string> tokenHashes)
    {
        await Open;
        Questions.Add(tokenHashes.Length);
        return IsAway
            ? throw new TimeoutException("away")
            : [.. tokenHashes.Select(hash => _users.GetValueOrDefault(hash))];
    }

    public Task<RegisteredDevice?> Register(NewDevice device) => throw new NotSupportedException();

    public Task<DevicePage> List(DeviceQuery query) => throw new NotSupportedException();

    public Task<bool> Revoke(long id) => throw new NotSupportedException();

    /// <summary>A factory to which every key leads to the same grain.</summary>
    public class OneGrain : DispatchProxy
    {
        public ScriptedRegistry? Registry { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Registry;
    }
}
