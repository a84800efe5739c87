using Posture.Training.Packaging;

namespace Posture.Training.Tests.Packaging;

public sealed class ModelIdentityTests
{
    [Theory]
    [InlineData("posture", "1.0.0")]
    [InlineData("posture-lab-2", "0.12.345")]
    public void Names_and_versions_that_make_folders_are_taken(string name, string version) =>
        Assert.Equal(new ModelIdentity(name, version), ModelIdentity.Parse(name, version));

    [Theory]
    [InlineData("")]
    [InlineData("../posture")]
    [InlineData("Posture")]
    public void Another_name_is_refused(string name)
    {
        var failure = Assert.Throws<TrainingException>(() => ModelIdentity.Parse(name, "1.0.0"));

        Assert.Contains("--name", failure.Message);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("01.0.0")]
    [InlineData("v1.0.0")]
    [InlineData("1.0.0/..")]
    [InlineData("1.0.0\n")]
    public void Another_version_is_refused(string version)
    {
        var failure = Assert.Throws<TrainingException>(() => ModelIdentity.Parse("posture", version));

        Assert.Contains("--version", failure.Message);
    }
}
