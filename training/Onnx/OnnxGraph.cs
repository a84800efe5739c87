using Google.Protobuf;
using Posture.Training.Learning;
using Posture.Training.Recordings;

namespace Posture.Training.Onnx;

/// <summary>
/// A <see cref="LinearClassifier"/> as an ONNX model: <c>features [batch, F]</c> → <c>probabilities [batch, 8]</c>,
/// float32.
/// </summary>
internal static class OnnxGraph
{
    public const string InputName = "features";
    public const string OutputName = "probabilities";

    // Opset 17 belongs to IR version 8 (ONNX 1.12): old enough for every runtime in use.
    private const int OpsetVersion = 17;
    private const int IrVersion = 8;
    private const string BatchDimension = "batch";

    /// <summary>The file's bytes; the same classifier, name and version give the same bytes.</summary>
    public static byte[] Serialize(LinearClassifier classifier, string name, string version)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "posture-training",
            ProducerVersion = version,
            Graph = Graph(classifier, name),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OpsetVersion });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "name", Value = name });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "version", Value = version });
        return model.ToByteArray();
    }

    private static GraphProto Graph(LinearClassifier classifier, string name)
    {
        int features = classifier.Mean.Length;
        var graph = new GraphProto { Name = name };
        graph.Input.Add(Value(InputName, features));
        graph.Output.Add(Value(OutputName, PostureLabels.Count));

        graph.Initializer.Add(Tensor("mean", classifier.Mean, features));
        graph.Initializer.Add(Tensor("scale", classifier.Scale, features));
        graph.Initializer.Add(Tensor("weights", WeightsByFeature(classifier), features, PostureLabels.Count));
        graph.Initializer.Add(Tensor("bias", classifier.Bias, PostureLabels.Count));
        graph.Initializer.Add(Tensor("temperature", [classifier.Temperature], 1));

        graph.Node.Add(Node("Sub", [InputName, "mean"], "centred"));
        graph.Node.Add(Node("Div", ["centred", "scale"], "standardised"));
        graph.Node.Add(Node("Gemm", ["standardised", "weights", "bias"], "logits"));
        graph.Node.Add(Node("Div", ["logits", "temperature"], "tempered"));
        graph.Node.Add(Node("Softmax", ["tempered"], OutputName));
        return graph;
    }

    // Gemm multiplies [batch, F] by [F, 8].
    private static IEnumerable<float> WeightsByFeature(LinearClassifier classifier) =>
        Enumerable.Range(0, classifier.Mean.Length).SelectMany(feature =>
            classifier.Weights.Select(row => row[feature]));

    private static NodeProto Node(string operation, string[] inputs, string output)
    {
        var node = new NodeProto { Name = output, OpType = operation };
        node.Input.Add(inputs);
        node.Output.Add(output);
        return node;
    }

    private static TensorProto Tensor(string name, IEnumerable<float> values, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Float };
        tensor.Dims.Add(shape);
        tensor.FloatData.Add(values);
        return tensor;
    }

    private static ValueInfoProto Value(string name, int columns)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchDimension });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = columns });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor
                {
                    ElemType = TensorProto.Types.DataType.Float,
                    Shape = shape,
                },
            },
        };
    }
}
