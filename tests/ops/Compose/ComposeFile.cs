using Posture.Ops.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Posture.Ops.Tests.Compose;

/// <summary>A Compose file as plain maps and lists, its anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(Dictionary<object, object> root) => _root = root;

    public static string[] Names { get; } = ["ops/compose.yaml", "ops/compose.prod.yaml"];

    public IEnumerable<string> Keys => _root.Keys.Cast<string>();

    public IEnumerable<string> Services => Map("services").Keys.Cast<string>();

    public static ComposeFile Read(string path)
    {
        var parser = new MergingParser(new Parser(new StringReader(Repository.Read(path))));
        parser.Consume<StreamStart>();
        return new ComposeFile(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser));
    }

    /// <summary>A map below the root, for example <c>services, posture_db, environment</c>.</summary>
    public Dictionary<object, object> Map(params string[] path) => (Dictionary<object, object>)Value(path);

    public IEnumerable<string> List(params string[] path) => ((List<object>)Value(path)).Cast<string>();

    public string Text(params string[] path) => (string)Value(path);

    public bool Has(string service, string key) => Map("services", service).ContainsKey(key);

    private object Value(string[] path) =>
        path.Aggregate((object)_root, (value, key) => ((Dictionary<object, object>)value)[key]);
}
