using System.ComponentModel.DataAnnotations;
using System.Net;
using Posture.Grains.Configuration;

namespace Posture.Silo.Hosting;

/// <summary>The silo's own ports.</summary>
public sealed class SiloOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Silo";

    /// <summary>Port for other silos. Default: 11111.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for frontends. Default: 30000.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// In a cluster, the IP address under which other processes reach this silo: the pod's, in Kubernetes. Default: none,
    /// so the machine's first address.
    /// </summary>
    [IpAddress]
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>Whether only this machine reaches the silo.</summary>
    internal bool IsLoopback => IPAddress.TryParse(AdvertisedAddress, out IPAddress? address) && IPAddress.IsLoopback(address);

    /// <summary>Where a silo with these options listens.</summary>
    public IEnumerable<ListenAddress> Addresses() =>
    [
        new(SettingName.Of($"{Section}:{nameof(SiloPort)}"), new IPEndPoint(IPAddress.Loopback, SiloPort)),
        new(SettingName.Of($"{Section}:{nameof(GatewayPort)}"), new IPEndPoint(IPAddress.Loopback, GatewayPort)),
    ];
}
