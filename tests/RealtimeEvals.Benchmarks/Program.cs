using BenchmarkDotNet.Running;
using RealtimeEvals.Benchmarks;

if (args is ["resample", string input, string output, string rate])
{
    ResampleFile.Run(input, output, int.Parse(rate, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["wire", string endpoint])
{
    await WireAllocation.RunAsync(endpoint);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
