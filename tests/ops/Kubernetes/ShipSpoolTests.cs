using k8s;
using k8s.Models;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>The job that ships what is on the volume of a silo that was scaled away.</summary>
public sealed class ShipSpoolTests
{
    private const string Folder = "k8s/ship-spool";

    [Fact]
    public async Task It_runs_the_silos_program_on_the_volume_of_one_silo_with_its_connections()
    {
        V1PodSpec job = (await JobAsync()).Spec.Template.Spec;
        V1Container container = Assert.Single(job.Containers);
        Overlay overlay = await Overlay.BuildAsync("10");
        V1StatefulSet silo = overlay.One<V1StatefulSet>(Overlay.Silo);
        V1Container siloContainer = Assert.Single(silo.Spec.Template.Spec.Containers);

        Assert.Equal(siloContainer.Image, container.Image);
        V1VolumeMount mount = Assert.Single(container.VolumeMounts, it => it.Name == "data");
        Assert.Equal(["ship-spool", "--from", mount.MountPath], container.Args);
        string claim = job.Volumes.Single(it => it.Name == "data").PersistentVolumeClaim.ClaimName;
        Assert.Matches($@"^{Assert.Single(silo.Spec.VolumeClaimTemplates).Metadata.Name}-{Overlay.Silo}-\d+$", claim);
        Assert.Contains(
            Assert.Single(container.EnvFrom).SecretRef.Name, siloContainer.EnvFrom.Select(source => source.SecretRef?.Name));
    }

    [Fact]
    public async Task It_is_as_restricted_as_a_silo()
    {
        V1PodSpec job = (await JobAsync()).Spec.Template.Spec;
        V1PodSpec silo = (await Overlay.BuildAsync("3")).One<V1StatefulSet>(Overlay.Silo).Spec.Template.Spec;

        Assert.Equal(KubernetesYaml.Serialize(silo.SecurityContext), KubernetesYaml.Serialize(job.SecurityContext));
        Assert.Equal(
            KubernetesYaml.Serialize(silo.Containers[0].SecurityContext), KubernetesYaml.Serialize(job.Containers[0].SecurityContext));
        Assert.Equal(
            (silo.ServiceAccountName, false, false), (job.ServiceAccountName, job.AutomountServiceAccountToken, job.EnableServiceLinks));
        Assert.Contains("memory", job.Containers[0].Resources.Limits.Keys);
    }

    [Fact]
    public async Task Nothing_takes_it_for_a_silo_and_it_reaches_PostgreSQL()
    {
        IDictionary<string, string> labels = (await JobAsync()).Spec.Template.Metadata.Labels;
        Overlay overlay = await Overlay.BuildAsync("1");
        V1NetworkPolicySpec own = (await Overlay.BuildFolderAsync(Repository.PathOf(Folder))).One<V1NetworkPolicy>("posture-ship-spool").Spec;
        IEnumerable<IDictionary<string, string>> selectors =
        [
            .. overlay.Pods().Select(pod => pod.Selector.MatchLabels),
            .. overlay.All<V1Service>().Select(service => service.Spec.Selector),
            .. overlay.All<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels),
        ];

        Assert.DoesNotContain(selectors, selector => selector.All(labels.Contains));
        Assert.True(own.PodSelector.MatchLabels.All(labels.Contains));
        Assert.Contains("5432", own.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value));
        V1NetworkPolicyIngressRule rule = Assert.Single(overlay.One<V1NetworkPolicy>("posture-postgres").Spec.Ingress);
        V1LabelSelectorRequirement allowed = Assert.Single(Assert.Single(rule.FromProperty).PodSelector.MatchExpressions);
        Assert.Contains(labels[allowed.Key], allowed.Values);
    }

    [Fact]
    public async Task The_guide_says_how_another_silo_is_meant()
    {
        string claim = (await JobAsync()).Spec.Template.Spec.Volumes.Single(it => it.Name == "data").PersistentVolumeClaim.ClaimName;
        string number = claim[(claim.LastIndexOf('-') + 1)..];

        Assert.Contains($"kubectl kustomize {Folder} | sed 's/silo-{number}/", Repository.Read("docs/deployment.md"), StringComparison.Ordinal);
    }

    private static async Task<V1Job> JobAsync() =>
        Assert.Single((await Overlay.BuildFolderAsync(Repository.PathOf(Folder))).All<V1Job>());
}
