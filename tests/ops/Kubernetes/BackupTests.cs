using k8s.Models;
using Posture.Ops.Tests.Backup;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>The component with the jobs that back up, and the one that tries what they made.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Each_script_runs_at_the_guides_time_and_never_beside_itself()
    {
        V1CronJob[] jobs = [.. (await BuildAsync()).All<V1CronJob>()];
        IEnumerable<KeyValuePair<string, string>> expected = GuideTimes.Cron
            .Where(it => it.Key != "archive-logs")
            .Select(it => KeyValuePair.Create($"/opt/posture/backup/{it.Key}.sh", it.Value));

        Assert.Equal(
            expected.OrderBy(it => it.Key),
            jobs.ToDictionary(job => Assert.Single(ScriptOf(job).Command), job => job.Spec.Schedule).OrderBy(it => it.Key));
        Assert.All(jobs, job =>
        {
            Assert.Equal(("Asia/Seoul", "Forbid"), (job.Spec.TimeZone, job.Spec.ConcurrencyPolicy));
            Assert.True(job.Spec.StartingDeadlineSeconds > 0);
            Assert.True(job.Spec.JobTemplate.Spec.ActiveDeadlineSeconds > 0);
            Assert.Equal("Never", Pod(job).RestartPolicy);
        });
    }

    [Fact]
    public async Task Every_container_is_restricted_pinned_and_bounded()
    {
        Overlay overlay = await BuildAsync();

        Assert.All(overlay.All<V1CronJob>().Select(Pod), pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.Equal((false, false), (pod.AutomountServiceAccountToken, pod.EnableServiceLinks));
            Assert.All(pod.Containers.Concat(pod.InitContainers ?? []), container =>
            {
                Assert.Matches(@":\d[\w.-]*$", container.Image);
                Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
                Assert.Contains("memory", container.Resources.Limits.Keys);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.All(container.VolumeMounts, mount => Assert.Contains(mount.Name, pod.Volumes.Select(volume => volume.Name)));
            });
        });
    }

    [Fact]
    public async Task What_the_jobs_refer_to_is_there_or_is_asked_for_in_the_documentation()
    {
        Overlay overlay = await BuildAsync();
        string documentation = Repository.Read("docs/backup.md");
        V1Volume[] volumes = [.. overlay.All<V1CronJob>().SelectMany(job => Pod(job).Volumes)];
        V1EnvFromSource[] sources = [.. overlay.All<V1CronJob>().SelectMany(job => ScriptOf(job).EnvFrom)];

        Assert.All(
            volumes.Select(it => it.ConfigMap?.Name).Concat(sources.Select(it => it.ConfigMapRef?.Name)).OfType<string>(),
            name => Assert.NotNull(overlay.One<V1ConfigMap>(name)));
        Assert.All(
            volumes.Select(it => it.PersistentVolumeClaim?.ClaimName).OfType<string>(),
            name => Assert.NotNull(overlay.One<V1PersistentVolumeClaim>(name)));
        Assert.All(
            volumes.Select(it => it.Secret?.SecretName).Concat(sources.Select(it => it.SecretRef?.Name)).OfType<string>(),
            name => Assert.Contains($"create secret generic {name} ", documentation, StringComparison.Ordinal));
        Assert.All(overlay.All<V1CronJob>(), job => Assert.NotNull(overlay.One<V1ServiceAccount>(Pod(job).ServiceAccountName)));
    }

    [Fact]
    public async Task The_drill_has_a_PostgreSQL_and_a_frontend_of_its_own()
    {
        V1CronJob drill = (await BuildAsync()).One<V1CronJob>("posture-restore-drill");
        V1Container[] beside = [.. Pod(drill).InitContainers.Where(container => container.RestartPolicy == "Always")];

        Assert.Equal(["frontend", "postgres"], beside.Select(container => container.Name).Order());
        Assert.All(beside, container => Assert.NotNull(container.StartupProbe.Exec));
        Assert.Equal("127.0.0.1", ScriptOf(drill).Env.Single(it => it.Name == "PGHOST").Value);
        Settings.AssertKnown(beside.Single(it => it.Name == "frontend").Env.Select(it => it.Name));
        V1Container postgres = (await Overlay.BuildAsync("1")).One<V1StatefulSet>("posture-postgres").Spec.Template.Spec.Containers[0];
        Assert.Equal(postgres.Image, beside.Single(it => it.Name == "postgres").Image);
        Assert.Contains($"POSTGRES_IMAGE={postgres.Image}\n", Repository.Read("ops/backup/Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_reach_PostgreSQL_and_nothing_takes_them_for_something_else()
    {
        Overlay overlay = await BuildAsync();
        IDictionary<string, string> labels = overlay.One<V1CronJob>("posture-backup-database").Spec.JobTemplate.Spec.Template.Metadata.Labels;
        V1NetworkPolicySpec own = overlay.One<V1NetworkPolicy>("posture-backup").Spec;
        V1NetworkPolicyIngressRule rule = Assert.Single(overlay.One<V1NetworkPolicy>("posture-postgres").Spec.Ingress);
        IEnumerable<IDictionary<string, string>> selectors =
        [
            .. overlay.Pods().Select(pod => pod.Selector.MatchLabels),
            .. overlay.All<V1Service>().Select(service => service.Spec.Selector),
            .. overlay.All<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels),
        ];

        Assert.Contains("5432", own.Egress.SelectMany(it => it.Ports).Select(port => port.Port.Value));
        Assert.Contains(rule.FromProperty, from => from.PodSelector.MatchLabels is { } allowed && allowed.All(labels.Contains));
        Assert.DoesNotContain(selectors, selector => selector.All(labels.Contains));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task It_fits_every_overlay(string name)
    {
        Overlay overlay = await Overlay.BuildAsync(name, "backup");

        Assert.Equal(4, overlay.All<V1CronJob>().Count());
        Assert.Equal(
            overlay.One<V1StatefulSet>(Overlay.Silo).Spec.Template.Spec.Containers[0].Image,
            Pod(overlay.One<V1CronJob>("posture-backup-models")).InitContainers[0].Image);
    }

    private static Task<Overlay> BuildAsync() => Overlay.BuildAsync("1", "backup");

    private static V1PodSpec Pod(V1CronJob job) => job.Spec.JobTemplate.Spec.Template.Spec;

    private static V1Container ScriptOf(V1CronJob job) => Assert.Single(Pod(job).Containers);
}
