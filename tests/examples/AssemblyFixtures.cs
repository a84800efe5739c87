using Posture.System.Tests.Support;

[assembly: AssemblyFixture(typeof(Server))]
