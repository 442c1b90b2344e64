using RealtimeEvals.Tests.Adapters.Stores;
using RealtimeEvals.Tests.Pulse;
using Xunit.Runner.InProc.SystemConsole;

if (StatusFileChild.IsAskedFor) await StatusFileChild.RunAsync();
else if (StoreChild.IsAskedFor) await StoreChild.RunAsync();
else return await ConsoleRunner.Run(args);

return 0;
