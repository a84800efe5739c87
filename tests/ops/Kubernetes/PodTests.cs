using System.Globalization;
using k8s.Models;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>What every pod must keep to.</summary>
public sealed class PodTests
{
    // HostOptions.ShutdownTimeout, which the programs leave at its default.
    private const int ShutdownSeconds = 30;

    // One node's restart of Redis or PostgreSQL, and Orleans' longest attempt to join.
    private const int StartSeconds = 300;

    private const string MaxFileBytes = "Posture__Logs__MaxFileBytes";

    // docs/logs.md: each file, and the one that was moved aside.
    private const int LogFiles = 4, FilesKept = 2;

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_pod_is_restricted(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Pods().Select(pod => pod.Template.Spec), pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(pod.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.False(pod.EnableServiceLinks);
        });
        Assert.All(overlay.Containers().Select(container => container.SecurityContext), security =>
        {
            Assert.False(security.AllowPrivilegeEscalation);
            Assert.True(security.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], security.Capabilities.Drop);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_container_has_a_pinned_image_and_a_size(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Containers(), container =>
        {
            Assert.Matches(@":\d[\w.-]*$", container.Image);
            Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
            Assert.Contains("memory", container.Resources.Limits.Keys);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_mounted_volume_exists(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Pods(), pod =>
        {
            IEnumerable<string> volumes =
            [
                .. (pod.Template.Spec.Volumes ?? []).Select(volume => volume.Name),
                .. overlay.All<V1StatefulSet>().Where(set => set.Metadata.Name == pod.Name)
                    .SelectMany(set => set.Spec.VolumeClaimTemplates).Select(claim => claim.Metadata.Name),
            ];
            Assert.All(pod.Template.Spec.Containers.SelectMany(it => it.VolumeMounts), mount => Assert.Contains(mount.Name, volumes));
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Log_files_stay_below_the_size_at_which_their_pod_is_evicted(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        long maxFileBytes = long.Parse(
            overlay.All<V1ConfigMap>().Single(settings => settings.Data.ContainsKey(MaxFileBytes)).Data[MaxFileBytes], CultureInfo.InvariantCulture);

        Assert.All(overlay.OwnPods(), pod =>
        {
            string volume = pod.Container.VolumeMounts.Single(mount => mount.MountPath == "/var/log/posture_system").Name;
            ResourceQuantity limit = pod.Pod.Volumes.Single(it => it.Name == volume).EmptyDir.SizeLimit;
            Assert.True(limit.ToInt64() > LogFiles * FilesKept * maxFileBytes, pod.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Probes_ask_what_they_are_for(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.Equal(2, overlay.OwnPods().Count());
        Assert.All(overlay.OwnPods().Select(pod => pod.Container), container =>
        {
            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Equal("/health/startup", container.StartupProbe.HttpGet.Path);
            Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold >= StartSeconds);
            V1Probe[] probes = [container.LivenessProbe, container.ReadinessProbe, container.StartupProbe];
            Assert.All(probes, probe => Assert.Contains(probe.HttpGet.Port.Value, container.Ports.Select(port => port.Name)));
            Assert.Contains($":{container.Ports.Single(port => port.Name == "http").ContainerPort}", container.Env.Single(it => it.Name == "ASPNETCORE_URLS").Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_pod_is_killed_only_after_its_own_time_to_stop(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.OwnPods(), pod => Assert.True(
            pod.Pod.TerminationGracePeriodSeconds > ShutdownSeconds + (pod.Container.Lifecycle?.PreStop.Sleep.Seconds ?? 0), pod.Name));
    }
}
