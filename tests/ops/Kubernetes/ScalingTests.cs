using System.Text.RegularExpressions;
using k8s.Models;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>More and fewer pods, and what holds them back.</summary>
public sealed class ScalingTests
{
    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_drain_of_nodes_is_never_blocked(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.All<V1PodDisruptionBudget>(), budget =>
        {
            Assert.Null(budget.Spec.MinAvailable);
            Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        });
    }

    [Theory]
    [InlineData("3")]
    [InlineData("10")]
    public async Task The_autoscaler_alone_says_how_many_frontends_there_are(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        V2HorizontalPodAutoscaler scaler = overlay.One<V2HorizontalPodAutoscaler>(Overlay.Frontend);

        Assert.Null(overlay.One<V1Deployment>(Overlay.Frontend).Spec.Replicas);
        Assert.True(scaler.Spec.MinReplicas > 1);
        Assert.True(scaler.Spec.MaxReplicas > scaler.Spec.MinReplicas);
        Assert.Equal("cpu", Assert.Single(scaler.Spec.Metrics, it => it.Type == "Resource").Resource.Name);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("10")]
    public async Task Connections_scale_by_a_metric_that_the_frontend_has(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        V2HorizontalPodAutoscaler scaler = overlay.One<V2HorizontalPodAutoscaler>(Overlay.Frontend);

        string metric = Assert.Single(scaler.Spec.Metrics, it => it.Type == "Pods").Pods.Metric.Name;

        Assert.Contains($"\"{metric}\"", Repository.Read("frontend/Sockets/SocketMetrics.cs"), StringComparison.Ordinal);
        Assert.Contains(
            $"as: {metric}\n", Repository.Read("k8s/components/scale-on-connections/prometheus-adapter-values.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CPU_limit_is_there_for_who_asks_for_it()
    {
        Overlay without = await Overlay.BuildAsync("3");
        Overlay with = await Overlay.BuildAsync("3", "cpu-limit");

        Assert.All(without.OwnPods(), pod => Assert.DoesNotContain("cpu", pod.Container.Resources.Limits.Keys));
        Assert.All(with.OwnPods(), pod => Assert.Equal("2", pod.Container.Resources.Limits["cpu"].ToString()));
    }

    [Fact]
    public async Task The_silos_of_the_largest_overlay_leave_the_database_connections()
    {
        Overlay overlay = await Overlay.BuildAsync("10");
        int silos = overlay.One<V1StatefulSet>(Overlay.Silo).Spec.Replicas!.Value;
        int poolSize = int.Parse(
            Regex.Match(Repository.Read("docs/deployment.md"), @"Maximum Pool Size=(\d+)").Groups[1].ValueSpan, null);
        const int PoolsOfASilo = 2;
        const int MaxConnections = 200;

        Assert.InRange(silos * PoolsOfASilo * poolSize, 1, MaxConnections - 1);
    }
}
