using k8s.Models;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>The network policies let through what the cluster lives on.</summary>
public sealed class NetworkTests
{
    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Silos_reach_each_other_and_their_stores(string name)
    {
        V1NetworkPolicySpec silo = (await Overlay.BuildAsync(name)).One<V1NetworkPolicy>(Overlay.Silo).Spec;

        Assert.Equal(["Egress", "Ingress"], silo.PolicyTypes.Order());
        Assert.Superset(Ports("11111", "30000", "8080"), Incoming(silo));
        Assert.Superset(Ports("11111", "53", "6379", "5432"), Outgoing(silo));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Frontends_reach_silos_and_are_reached(string name)
    {
        V1NetworkPolicySpec frontend = (await Overlay.BuildAsync(name)).One<V1NetworkPolicy>(Overlay.Frontend).Spec;

        Assert.Equal(Ports("8000", "8081"), Incoming(frontend));
        Assert.Equal(Ports("30000", "53", "6379"), Outgoing(frontend));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Metrics_of_frontends_are_for_Prometheus_alone(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        V1NetworkPolicyIngressRule rule = Assert.Single(
            overlay.One<V1NetworkPolicy>(Overlay.Frontend).Spec.Ingress, it => it.Ports.Any(port => port.Port.Value == "8081"));
        V1PodTemplateSpec pod = overlay.One<V1Deployment>(Overlay.Frontend).Spec.Template;
        V1Container container = Assert.Single(pod.Spec.Containers);

        Assert.Equal("monitoring", Assert.Single(rule.FromProperty).NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
        Assert.Single(rule.Ports);
        Assert.Equal("8081", pod.Metadata.Annotations["prometheus.io/port"]);
        Assert.Equal(8081, container.Ports.Single(port => port.Name == "management").ContainerPort);
        Assert.Equal("http://0.0.0.0:8081", container.Env.Single(it => it.Name == "Posture__Management__Url").Value);
        Assert.DoesNotContain(
            overlay.One<V1Service>(Overlay.Frontend).Spec.Ports, port => port.TargetPort.Value is "management" or "8081");
    }

    private static HashSet<string> Ports(params string[] ports) => [.. ports];

    private static HashSet<string> Incoming(V1NetworkPolicySpec policy) =>
        [.. policy.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value)];

    private static HashSet<string> Outgoing(V1NetworkPolicySpec policy) =>
        [.. policy.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value)];
}
