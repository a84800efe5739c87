using Google.Protobuf;

namespace Posture.Training.Onnx;

/// <summary>The parts of an ONNX file. All tensors are float32 with a free first dimension, the batch.</summary>
internal static class OnnxModel
{
    // Opset 17 belongs to IR version 8 (ONNX 1.12): old enough for every runtime in use.
    private const int OpsetVersion = 17;
    private const int IrVersion = 8;
    private const string BatchDimension = "batch";

    /// <summary>The file's bytes; the same graph and version give the same bytes.</summary>
    public static byte[] Serialize(GraphProto graph, string version)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "posture-training",
            ProducerVersion = version,
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OpsetVersion });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "name", Value = graph.Name });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "version", Value = version });
        return model.ToByteArray();
    }

    public static NodeProto Node(string operation, string[] inputs, string output)
    {
        var node = new NodeProto { Name = output, OpType = operation };
        node.Input.Add(inputs);
        node.Output.Add(output);
        return node;
    }

    /// <summary>A node with one integer attribute, such as <c>axis</c>.</summary>
    public static NodeProto Node(string operation, string[] inputs, string output, string attribute, int value)
    {
        NodeProto node = Node(operation, inputs, output);
        node.Attribute.Add(new AttributeProto
        {
            Name = attribute,
            Type = AttributeProto.Types.AttributeType.Int,
            I = value,
        });
        return node;
    }

    /// <summary>A constant of float32.</summary>
    public static TensorProto Tensor(string name, IEnumerable<float> values, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Float };
        tensor.Dims.Add(shape);
        tensor.FloatData.Add(values);
        return tensor;
    }

    /// <summary>A list of whole numbers, such as axes or positions.</summary>
    public static TensorProto Integers(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        return tensor;
    }

    /// <summary>An input or output [batch, <paramref name="dimensions"/>].</summary>
    public static ValueInfoProto Value(string name, params int[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchDimension });
        shape.Dim.Add(dimensions.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
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
