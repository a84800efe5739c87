using Microsoft.ML.OnnxRuntime;

namespace Posture.Grains.Inference;

/// <summary>
/// A verified model: its manifest and one ONNX Runtime session, which serves any number of
/// <see cref="PostureClassifier"/>s at once.
/// </summary>
internal sealed class PostureModel : IDisposable
{
    private readonly InferenceSession _session;

    private PostureModel(ModelManifest manifest, InferenceSession session)
    {
        Manifest = manifest;
        _session = session;
    }

    public ModelManifest Manifest { get; }

    /// <summary>Loads the model in <paramref name="folder"/>, checks it in every way it can be checked and warms it.</summary>
    /// <exception cref="ModelRefusedException">Something is missing or does not fit; the message says what.</exception>
    public static PostureModel Load(string folder)
    {
        ModelFolder files = ModelFolder.Read(folder);
        PostureModel model;
        try
        {
            using var options = new SessionOptions
            {
                // One thread a call: the graph is a few microseconds of work, and the silo runs calls side by side.
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            model = new PostureModel(files.Manifest, new InferenceSession(files.Onnx, options));
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelRefusedException(folder, $"ONNX Runtime cannot load it: {e.Message}", e);
        }

        try
        {
            ModelChecks.Shapes(folder, files.Manifest, model._session);
            ModelChecks.Golden(folder, files.Golden, model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A classifier with buffers of its own, for one caller at a time.</summary>
    public PostureClassifier CreateClassifier() => new(_session, Manifest);

    public void Dispose() => _session.Dispose();
}
