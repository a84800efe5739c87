using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>The options that say what the devices speak.</summary>
internal sealed class ProtocolOptions
{
    private readonly Option<string> _protocol = new("--protocol")
    {
        Description = "What the devices speak; the baseline knows v1 only",
        DefaultValueFactory = _ => WireProtocol.V1.Name(),
    };

    private readonly Option<int> _batch = BoundedOption.Create(
        "--batch", "v2: frames in a message", 1, 1, DeviceProtocols.MaxBatchFrames);

    public ProtocolOptions() => _protocol.AcceptOnlyFromAmong([.. DeviceProtocols.ByName.Keys]);

    public void AddTo(Command command)
    {
        command.Options.Add(_protocol);
        command.Options.Add(_batch);
    }

    /// <exception cref="CannotRunException">The protocol does not allow this load.</exception>
    public LoadPlan Apply(ParseResult parsed, LoadPlan plan)
    {
        WireProtocol protocol = DeviceProtocols.ByName[parsed.GetRequiredValue(_protocol)];
        int batch = parsed.GetValue(_batch);
        if (protocol == WireProtocol.V1 && batch > 1)
            throw new CannotRunException($"--batch {batch}: v1 has one frame in a message. Add --protocol v2 or v2.msgpack.");
        if (plan.Mode == LoadMode.Closed && batch * plan.Pipeline > DeviceProtocols.CreditFrames)
            throw new CannotRunException(
                $"--batch {batch} with --pipeline {plan.Pipeline}: at most {DeviceProtocols.CreditFrames} frames may be unacknowledged.");
        return plan with { Protocol = protocol, BatchFrames = batch };
    }
}
