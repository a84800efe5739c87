using Posture.Silo.Commands;
using Posture.Silo.Hosting;

try
{
    if (SiloCommands.AreIn(args))
        return await SiloCommands.RunAsync(args);

    WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });
    builder.AddSilo();

    await using WebApplication app = builder.Build();
    app.CheckStart(() => []);
    app.MapSilo();
    await app.RunToEndAsync();
    return 0;
}
catch (Exception e) when (StartupFailure.Explain(e) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
