using Posture.Examples.CSharp;

if (args is not [var url, ("lines" or "sine") and var source] || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
    || address.Scheme is not ("ws" or "wss"))
{
    Console.Error.WriteLine("""
        Usage: dotnet run --project examples/csharp -- ws://localhost:8000/ws?user=mina lines|sine
          lines   streams lines "t_ms,pitch" from standard input and ends when all of them are acknowledged
          sine    streams a slow nod, ten frames a second, until Ctrl-C
        A token, where the server wants one, is taken from the variable POSTURE_TOKEN.
        """);
    return 2;
}

return await new StreamingProgram(address, Environment.GetEnvironmentVariable("POSTURE_TOKEN")).RunAsync(source);
