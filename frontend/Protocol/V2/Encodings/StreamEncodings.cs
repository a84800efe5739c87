namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>The encodings of protocol v2.</summary>
internal static class StreamEncodings
{
    public static readonly IReadOnlyList<IStreamEncoding> All = [new JsonEncoding(), new MsgpackEncoding()];

    /// <summary>The encoding of the first subprotocol that is one, or null: clients list them by preference (RFC 6455 §4.1).</summary>
    public static IStreamEncoding? Choose(IEnumerable<string> offered) =>
        offered.Select(protocol => All.FirstOrDefault(encoding => encoding.Subprotocol == protocol)).FirstOrDefault(it => it is not null);
}
