using Posture.Training.Commands;

return TrainingCli.Create(TimeProvider.System).Parse(args).Invoke();
