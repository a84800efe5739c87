using k8s;
using k8s.Models;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Kubernetes;

/// <summary>The resources of an overlay, as kustomize puts them together and Kubernetes' own types read them.</summary>
internal sealed class Overlay(IReadOnlyList<object> resources)
{
    public const string Silo = "posture-silo";
    public const string Frontend = "posture-frontend";

    public static TheoryData<string> Names() =>
        [.. Directory.EnumerateDirectories(Repository.PathOf("k8s/overlays")).Select(folder => Path.GetFileName(folder)!)];

    public static Task<Overlay> BuildAsync(string name, params string[] components) =>
        BuildFolderAsync(components.Length == 0 ? Repository.PathOf($"k8s/overlays/{name}") : With(name, components));

    /// <summary>Of any folder with a kustomization.</summary>
    public static async Task<Overlay> BuildFolderAsync(string folder)
    {
        Tool.SkipUnlessInstalled("kubectl");
        ToolResult built = await Tool.RunAsync("kubectl", ["kustomize", folder]);
        return Load(built.Succeeded());
    }

    /// <summary>Strictly: an unknown field, a field twice, or a wrong type is an exception.</summary>
    public static Overlay Load(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, strict: true));

    public IEnumerable<T> All<T>() => resources.OfType<T>();

    public T One<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => Assert.Single(All<T>(), it => it.Metadata.Name == name);

    /// <summary>Every pod that will be made, under its maker's name.</summary>
    public IEnumerable<(string Name, V1LabelSelector Selector, V1PodTemplateSpec Template)> Pods() =>
    [
        .. All<V1Deployment>().Select(it => (it.Metadata.Name, it.Spec.Selector, it.Spec.Template)),
        .. All<V1StatefulSet>().Select(it => (it.Metadata.Name, it.Spec.Selector, it.Spec.Template)),
    ];

    /// <summary>The product's own: one container each.</summary>
    public IEnumerable<(string Name, V1PodSpec Pod, V1Container Container)> OwnPods() =>
        from pod in Pods()
        where pod.Name is Silo or Frontend
        select (pod.Name, pod.Template.Spec, Assert.Single(pod.Template.Spec.Containers));

    public IEnumerable<V1Container> Containers() => Pods().SelectMany(pod => pod.Template.Spec.Containers);

    /// <summary>A folder of an overlay with components. Kustomize takes them by relative paths only.</summary>
    public static string With(string name, string[] components)
    {
        string folder = Directory.CreateTempSubdirectory("posture-overlay-").FullName;
        string Relative(string path) => Path.GetRelativePath(folder, Repository.PathOf(path));
        File.WriteAllText(Path.Combine(folder, "kustomization.yaml"), $"""
            resources: ["{Relative($"k8s/overlays/{name}")}"]
            components: [{string.Join(", ", components.Select(component => $"\"{Relative($"k8s/components/{component}")}\""))}]
            """);
        return folder;
    }
}
