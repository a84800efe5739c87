using System.Net;

namespace Posture.Silo.Hosting;

/// <summary>An address to listen on.</summary>
/// <param name="Setting">Environment variable that chooses it.</param>
/// <param name="EndPoint">Address and port; port 0 stands for any free one.</param>
public sealed record ListenAddress(string Setting, IPEndPoint EndPoint);
