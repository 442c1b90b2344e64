using BenchmarkDotNet.Running;
using RealtimeEvals.Benchmarks;

if (args is ["resample", string input, string output, string rate])
{
    ResampleFile.Run(input, output, int.Parse(rate, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["wire", string endpoint])
{
    await WireAllocation.RunAsync(endpoint);
    return 0;
}

if (args is ["dashboard"]) return await DashboardLoad.RunAsync();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
