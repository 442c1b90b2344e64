using RealtimeEvals.Tests.Pulse;
using Xunit.Runner.InProc.SystemConsole;

if (!StatusFileChild.IsAskedFor) return await ConsoleRunner.Run(args);

await StatusFileChild.RunAsync();
return 0;
