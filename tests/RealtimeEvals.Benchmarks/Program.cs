using System.Globalization;
using BenchmarkDotNet.Running;
using RealtimeEvals.Benchmarks;
using RealtimeEvals.Benchmarks.Crawls;
using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;
using RealtimeEvals.Benchmarks.Targets;
using RealtimeEvals.Benchmarks.Wire;
using RealtimeEvals.Sandbox;

switch (args)
{
    case ["--quick", ..]:
        return await QuickRun.RunAsync(args[1..]);
    case ["load", ..]:
        return await LoadTool.Create().Parse(args[1..]).InvokeAsync();
    case ["load-client", string client, string endpoint, string sessions, string turns, string seconds, string slowdown]:
        var options = new LoadOptions(Enum.Parse<LoadClient>(client), endpoint, Number(sessions), Number(turns), Number(seconds))
        {
            Slowdown = TimeSpan.FromMicroseconds(Number(slowdown)),
        };
        Console.WriteLine((await LoadRun.RunAsync(options, CancellationToken.None)).ToJson());
        return 0;
    case ["wire-client", string client, string endpoint]:
        Console.WriteLine((await WireRun.RunAsync(Enum.Parse<LoadClient>(client), endpoint)).ToJson());
        return 0;
    case ["idle-client", string endpoint]:
        Console.WriteLine((await IdleSessions.MeasureAsync(endpoint)).ToString(CultureInfo.InvariantCulture));
        return 0;
    case ["crawl-client", string endpoint, string rows, string throttle]:
        Console.WriteLine((await CrawlRun.RunAsync(endpoint, Number(rows), Number(throttle))).ToJson());
        return 0;
    case ["service", "sandbox"]:
        await using (var sandbox = SandboxServer.Start(new SandboxOptions(), TimeProvider.System))
        {
            Console.WriteLine(sandbox.Endpoint);
            await Task.Delay(Timeout.Infinite);
        }

        return 0;
    case ["service", "clock"]:
        await new ClockService(TimeSpan.FromMilliseconds(100), deltas: 10).RunAsync(CancellationToken.None);
        return 0;
    case ["service", "wire"]:
        await new ClockService(TimeSpan.Zero, WireRun.Deltas).RunAsync(CancellationToken.None);
        return 0;
    case ["resample", string input, string output, string rate]:
        ResampleFile.Run(input, output, Number(rate));
        return 0;
    case ["dashboard"]:
        return await DashboardLoad.RunAsync();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
