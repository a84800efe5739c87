using Posture.Training.Packaging;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Packaging;

public sealed class TrainedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_parameters_is_an_error()
    {
        var failure = Assert.Throws<TrainingException>(() => TrainedModel.Load(_folder.Path));

        Assert.Contains("--model must be a version's folder", failure.Message);
    }

    [Theory]
    [InlineData("{", "is not what the trainer writes")]
    [InlineData("{}", "is not what the trainer writes")]
    [InlineData("null", "belongs to other features")]
    [InlineData(
        """
        {"feature_names":["a"],"mean":[0],"scale":[1],"weights":[[1]],"bias":[0],"temperature":1,"shrinkage":1}
        """,
        "belongs to other features")]
    public void Parameters_that_do_not_fit_are_an_error(string content, string reason)
    {
        _folder.Write("parameters.json", content);

        var failure = Assert.Throws<TrainingException>(() => TrainedModel.Load(_folder.Path));

        Assert.Contains(reason, failure.Message);
    }
}
