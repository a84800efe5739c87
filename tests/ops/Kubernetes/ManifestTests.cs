using k8s.Models;
using Posture.Ops.Tests.Support;
using YamlDotNet.Core;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>What is written is what Kubernetes knows, and what refers to something finds it.</summary>
public sealed class ManifestTests
{
    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_overlay_holds_the_whole_cluster(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.Equal(name, $"{overlay.One<V1StatefulSet>(Overlay.Silo).Spec.Replicas}");
        Assert.NotNull(overlay.One<V1Deployment>(Overlay.Frontend));
        Assert.NotNull(overlay.One<V1PodDisruptionBudget>(Overlay.Silo));
        Assert.NotNull(overlay.One<V1PodDisruptionBudget>(Overlay.Frontend));
        Assert.NotNull(overlay.One<V1NetworkPolicy>(Overlay.Silo));
        Assert.NotNull(overlay.One<V1NetworkPolicy>(Overlay.Frontend));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selectors: {a: b}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: many}")]
    public void The_loading_is_strict(string yaml) => Assert.Throws<YamlException>(() => Overlay.Load(yaml));

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Selectors_select(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        IDictionary<string, string>[] pods = [.. overlay.Pods().Select(pod => pod.Template.Metadata.Labels)];
        IEnumerable<IDictionary<string, string>> selectors =
        [
            .. overlay.Pods().Select(pod => pod.Selector.MatchLabels),
            .. overlay.All<V1Service>().Select(service => service.Spec.Selector),
            .. overlay.All<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels),
            .. overlay.All<V1NetworkPolicy>().Select(policy => policy.Spec.PodSelector.MatchLabels),
            .. overlay.Pods().SelectMany(pod => pod.Template.Spec.TopologySpreadConstraints ?? []).Select(it => it.LabelSelector.MatchLabels),
        ];

        Assert.All(selectors, selector => Assert.Single(pods, labels => selector.All(labels.Contains)));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Services_and_autoscalers_lead_somewhere(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.All<V1Service>(), service =>
        {
            var pod = Assert.Single(overlay.Pods(), it => service.Spec.Selector.All(it.Template.Metadata.Labels.Contains));
            IEnumerable<string> open = pod.Template.Spec.Containers.SelectMany(container => container.Ports).Select(port => port.Name);
            Assert.All(service.Spec.Ports, port => Assert.Contains(port.TargetPort.Value, open));
        });
        Assert.All(overlay.All<V1StatefulSet>(), set => Assert.NotNull(overlay.One<V1Service>(set.Spec.ServiceName)));
        Assert.All(
            overlay.All<V2HorizontalPodAutoscaler>(),
            scaler => Assert.NotNull(overlay.One<V1Deployment>(scaler.Spec.ScaleTargetRef.Name)));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Only_secrets_are_left_to_the_operator(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);
        string deployment = Repository.Read("docs/deployment.md");
        V1EnvFromSource[] sources = [.. overlay.Containers().SelectMany(container => container.EnvFrom ?? [])];
        IEnumerable<string> secrets =
        [
            .. sources.Select(source => source.SecretRef?.Name).OfType<string>(),
            .. overlay.Containers().SelectMany(it => it.Env ?? []).Select(it => it.ValueFrom?.SecretKeyRef?.Name).OfType<string>(),
        ];

        Assert.Empty(overlay.All<V1Secret>());
        Assert.All(secrets, secret => Assert.Contains($"create secret generic {secret} ", deployment, StringComparison.Ordinal));
        Assert.All(
            sources.Select(source => source.ConfigMapRef?.Name).OfType<string>(),
            settings => Assert.NotNull(overlay.One<V1ConfigMap>(settings)));
        Assert.All(overlay.Pods(), pod => Assert.NotNull(overlay.One<V1ServiceAccount>(pod.Template.Spec.ServiceAccountName)));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_setting_is_one_of_the_program(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name);

        Settings.AssertKnown(overlay.All<V1ConfigMap>().SelectMany(settings => settings.Data.Keys));
        Settings.AssertKnown(overlay.OwnPods().SelectMany(pod => pod.Container.Env).Select(variable => variable.Name));
        V1EnvVar advertised = Assert.Single(
            overlay.OwnPods().Single(pod => pod.Name == Overlay.Silo).Container.Env,
            variable => variable.Name == "Posture__Silo__AdvertisedAddress");
        Assert.Equal("status.podIP", advertised.ValueFrom.FieldRef.FieldPath);
    }
}
