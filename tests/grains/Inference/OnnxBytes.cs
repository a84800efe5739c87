using System.Runtime.InteropServices;
using System.Text;

namespace Posture.Grains.Tests.Inference;

/// <summary>The smallest useful ONNX file (onnx.proto, IR version 8), written field by field.</summary>
internal static class OnnxBytes
{
    /// <summary>What these graphs make of nothing, as a golden file.</summary>
    public const string GoldenOfZeros =
        """{"vectors":[{"features":[0,0,0,0,0,0,0,0,0],"probabilities":[0,0,0,0,0,0,0,0]}]}""";

    private const int Float32 = 1;

    /// <summary><c>features [N, rows]</c> times a matrix of zeros gives <c>probabilities [N, columns]</c>.</summary>
    /// <param name="rows">Width of the input.</param>
    /// <param name="columns">Width of the output.</param>
    /// <param name="weightRows">Height of the matrix, where it is to be a wrong one.</param>
    public static byte[] Linear(int rows, int columns, int? weightRows = null)
    {
        int height = weightRows ?? rows;
        byte[] node = [.. Text(1, "features"), .. Text(1, "weights"), .. Text(2, "probabilities"), .. Text(4, "MatMul")];
        return Model([node], rows, columns, height, new float[height * columns]);
    }

    /// <summary>The square root of the eight first features, which is no number for a negative one.</summary>
    public static byte[] SquareRootOfFirst(int rows, int columns)
    {
        var identity = new float[rows * columns];
        for (int i = 0; i < Math.Min(rows, columns); i++)
            identity[i * columns + i] = 1;
        byte[] product = [.. Text(1, "features"), .. Text(1, "weights"), .. Text(2, "product"), .. Text(4, "MatMul")];
        byte[] root = [.. Text(1, "product"), .. Text(2, "probabilities"), .. Text(4, "Sqrt")];
        return Model([product, root], rows, columns, rows, identity);
    }

    /// <summary>Two products with zeros and <paramref name="hidden"/> numbers in between: a graph of a stated weight.</summary>
    public static byte[] Wide(int rows, int hidden, int columns)
    {
        byte[] widen = [.. Text(1, "features"), .. Text(1, "weights"), .. Text(2, "hidden"), .. Text(4, "MatMul")];
        byte[] narrow = [.. Text(1, "hidden"), .. Text(1, "narrowing"), .. Text(2, "probabilities"), .. Text(4, "MatMul")];
        return Graph(
            [widen, narrow], [Weights("weights", rows, hidden, new float[rows * hidden]), Weights("narrowing", hidden, columns, new float[hidden * columns])],
            rows, columns);
    }

    private static byte[] Model(byte[][] nodes, int rows, int columns, int weightRows, float[] weights) =>
        Graph(nodes, [Weights("weights", weightRows, columns, weights)], rows, columns);

    private static byte[] Graph(byte[][] nodes, byte[][] weights, int rows, int columns)
    {
        byte[] graph =
        [
            .. nodes.SelectMany(node => Message(1, node)), .. Text(2, "test"), .. weights.SelectMany(tensor => Message(5, tensor)),
            .. Message(11, Tensor("features", rows)), .. Message(12, Tensor("probabilities", columns)),
        ];
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 17))];
    }

    private static byte[] Weights(string name, int rows, int columns, float[] values) =>
    [
        .. Number(1, rows), .. Number(1, columns), .. Number(2, Float32), .. Text(8, name),
        .. Message(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
    ];

    private static byte[] Tensor(string name, int width)
    {
        byte[] shape = [.. Message(1, Text(2, "N")), .. Message(1, Number(1, width))];
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, Float32), .. Message(2, shape)]))];
    }

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [(byte)(field << 3 | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) =>
        value < 0x80 ? [(byte)value] : [(byte)(value & 0x7F | 0x80), .. Varint(value >> 7)];
}
