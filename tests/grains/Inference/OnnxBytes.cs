using System.Text;

namespace Posture.Grains.Tests.Inference;

/// <summary>The smallest useful ONNX file (onnx.proto, IR version 8), written field by field.</summary>
internal static class OnnxBytes
{
    private const int Float32 = 1;

    /// <summary><c>features [N, rows]</c> times a matrix of zeros gives <c>probabilities [N, columns]</c>.</summary>
    public static byte[] Linear(int rows, int columns)
    {
        byte[] node = [.. Text(1, "features"), .. Text(1, "weights"), .. Text(2, "probabilities"), .. Text(4, "MatMul")];
        byte[] weights =
        [
            .. Number(1, rows), .. Number(1, columns), .. Number(2, Float32), .. Text(8, "weights"),
            .. Message(9, new byte[rows * columns * sizeof(float)]),
        ];
        byte[] graph =
        [
            .. Message(1, node), .. Text(2, "test"), .. Message(5, weights),
            .. Message(11, Tensor("features", rows)), .. Message(12, Tensor("probabilities", columns)),
        ];
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 17))];
    }

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
