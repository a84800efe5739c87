using Posture.LoadTest.CommandLine;

return await LoadTestCommand.InvokeAsync(args);
