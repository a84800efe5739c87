using System.Text.Json.Nodes;
using Posture.Grains.Inference;

namespace Posture.Grains.Tests.Inference;

/// <summary>What a model has to show before it serves, each rule broken in a copy of the shipped one.</summary>
public sealed class PostureModelTests : IDisposable
{
    private readonly ModelCopy _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public void The_shipped_model_loads()
    {
        using PostureModel model = PostureModel.Load(_copy.Path);

        Assert.Equal(("posture", "1.0.0"), (model.Manifest.Name, model.Manifest.Version));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("golden.json")]
    [InlineData("model.onnx")]
    public void A_missing_file_is_named(string file)
    {
        _copy.Delete(file);
        AssertRefused($"{file} cannot be read");
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused()
    {
        string folder = Path.Combine(_copy.Path, "nowhere");

        var refused = Assert.Throws<ModelRefusedException>(() => { PostureModel.Load(folder); });
        Assert.Contains($"'{folder}'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json", "")]
    [InlineData("manifest.json", "{")]
    [InlineData("manifest.json", "[]")]
    [InlineData("manifest.json", "{}")]
    [InlineData("golden.json", "{\"vectors\":7}")]
    [InlineData("golden.json", "{\"vectors\":null}")]
    [InlineData("golden.json", "{\"vectors\":[{\"features\":null,\"probabilities\":[1]}]}")]
    public void Json_that_is_not_what_it_should_be_is_refused(string file, string text)
    {
        _copy.Write(file, text);
        AssertRefused($"{file} is not valid");
    }

    [Theory]
    [InlineData("manifest.json", "null")]
    [InlineData("golden.json", "null")]
    public void Json_null_is_an_empty_file(string file, string text)
    {
        _copy.Write(file, text);
        AssertRefused($"{file} is empty");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("feature_names")]
    [InlineData("labels")]
    [InlineData("sha256")]
    public void A_manifest_field_that_is_missing_or_null_is_refused(string field)
    {
        _copy.Edit("manifest.json", manifest => manifest[field] = null);
        AssertRefused("manifest.json is not valid");
        _copy.Edit("manifest.json", manifest => manifest.AsObject().Remove(field));
        AssertRefused("manifest.json is not valid");
    }

    [Fact]
    public void A_graph_that_the_manifest_does_not_vouch_for_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest["sha256"] = new string('0', 64));
        AssertRefused("model.onnx has SHA-256");
    }

    [Fact]
    public void A_model_with_other_features_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest["feature_names"]![0] = "pitch_mode_deg");
        AssertRefused("it reads the features [pitch_mode_deg, ");
    }

    [Fact]
    public void A_model_with_the_features_in_another_order_is_refused()
    {
        _copy.Edit("manifest.json", manifest =>
        {
            var names = manifest["feature_names"]!.AsArray();
            JsonNode first = names[0]!;
            names.RemoveAt(0);
            names.Add(first);
        });
        AssertRefused("it reads the features [pitch_mean_deg, ");
    }

    [Fact]
    public void A_model_of_another_window_length_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest["window_span_ms"] = 5_000);
        AssertRefused("it was trained on windows of 5000 ms, this server keeps 10000 ms");
    }

    [Fact]
    public void A_model_with_too_few_labels_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest["labels"]!.AsArray().RemoveAt(7));
        AssertRefused("its labels are [0, 1, 2, 3, 4, 5, 6] instead of 0 to 7");
    }

    [Fact]
    public void A_model_that_orders_its_labels_otherwise_is_refused()
    {
        _copy.Edit("manifest.json", manifest => (manifest["labels"]![0], manifest["labels"]![1]) = ("1", "0"));
        AssertRefused("its labels are [1, 0, 2, 3, 4, 5, 6, 7] instead of 0 to 7");
    }

    [Fact]
    public void A_model_that_says_how_its_training_was_spread_loads()
    {
        _copy.Edit("manifest.json", manifest => manifest["reference"] = ModelReferences.Halves());
        using PostureModel model = PostureModel.Load(_copy.Path);

        Assert.Equal(9, model.Manifest.Reference!.Features.Length);
    }

    [Fact]
    public void A_reference_that_is_no_set_of_shares_is_refused()
    {
        Action<JsonNode>[] faults =
        [
            reference => reference["features"]!.AsArray().RemoveAt(0),
            reference => reference["features"]![3]!["edges"]!.AsArray().Add(2.0),
            reference => reference["features"]![3] = new JsonObject
            {
                ["edges"] = new JsonArray(2.0, 1.0),
                ["shares"] = new JsonArray(0.25, 0.5, 0.25),
            },
            reference => reference["features"]![3]!["shares"]![0] = 0.4,
            reference => reference["features"]![3]!["shares"] = new JsonArray(-0.5, 1.5),
            reference => reference["posture_shares"]!.AsArray().RemoveAt(7),
        ];
        foreach (Action<JsonNode> fault in faults)
        {
            JsonObject reference = ModelReferences.Halves();
            fault(reference);
            _copy.Edit("manifest.json", manifest => manifest["reference"] = reference);
            AssertRefused("its reference is no set of shares");
        }
    }

    [Fact]
    public void A_model_without_golden_vectors_is_refused()
    {
        _copy.Write("golden.json", "{\"vectors\":[]}");
        AssertRefused("golden.json holds no vector");
    }

    [Fact]
    public void A_model_that_computes_otherwise_than_its_trainer_is_refused()
    {
        _copy.Edit("golden.json", golden => Add(golden["vectors"]![1]!["probabilities"]!, 0, 2e-5));
        AssertRefused("golden vector 1 gives posture 0");
    }

    [Theory]
    [InlineData("features")]
    [InlineData("probabilities")]
    public void A_golden_vector_of_the_wrong_width_is_refused(string part)
    {
        _copy.Edit("golden.json", golden => golden["vectors"]![0]![part]!.AsArray().Add(0.5));
        AssertRefused("golden vector 0");
        _copy.Edit("golden.json", golden => golden["vectors"]![0]![part] = new JsonArray());
        AssertRefused("golden vector 0");
    }

    [Theory]
    [InlineData("input_name", "its inputs are [features], not [other]")]
    [InlineData("output_name", "its outputs are [probabilities], not [other]")]
    public void A_manifest_that_names_other_tensors_is_refused(string field, string reason)
    {
        _copy.Edit("manifest.json", manifest => manifest[field] = "other");
        AssertRefused(reason);
    }

    [Fact]
    public void A_file_that_is_no_graph_is_refused()
    {
        _copy.ReplaceGraph("this is no protobuf"u8.ToArray());
        AssertRefused("ONNX Runtime cannot load it");
    }

    [Theory]
    [InlineData(8, 8, "its input is Single[-1, 8], not Single[N, 9]")]
    [InlineData(9, 7, "its output is Single[-1, 7], not Single[N, 8]")]
    public void A_graph_of_other_shapes_is_refused(int features, int postures, string reason)
    {
        _copy.ReplaceGraph(OnnxBytes.Linear(features, postures));
        AssertRefused(reason);
    }

    private static void Add(JsonNode numbers, int index, double delta) =>
        numbers[index] = numbers[index]!.GetValue<double>() + delta;

    private void AssertRefused(string reason)
    {
        var refused = Assert.Throws<ModelRefusedException>(() => { PostureModel.Load(_copy.Path).Dispose(); });
        Assert.StartsWith($"The model in '{_copy.Path}' is refused: {reason}", refused.Message, StringComparison.Ordinal);
    }
}
