using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Guide;

/// <summary>The script that verifies a deployment; tests/system runs it on servers.</summary>
public sealed class DeployVerifyScriptTests
{
    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        Tool.SkipUnlessInstalled("shellcheck");

        (await Tool.RunAsync("shellcheck", ["ops/deploy-verify.sh"])).Succeeded();
    }
}
