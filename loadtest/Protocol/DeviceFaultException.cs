namespace Posture.LoadTest.Protocol;

/// <summary>A fault after which a connection is of no more use.</summary>
internal sealed class DeviceFaultException(FaultKind kind, string detail, Exception? cause = null)
    : Exception(detail, cause)
{
    public FaultKind Kind => kind;
}
