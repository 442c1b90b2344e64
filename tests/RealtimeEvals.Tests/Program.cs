using RealtimeEvals.Tests.Reporting.Pulse;
using Xunit.Runner.InProc.SystemConsole;

if (!StatusFileChild.IsAskedFor) return await ConsoleRunner.Run(args);

await StatusFileChild.RunAsync();
return 0;
