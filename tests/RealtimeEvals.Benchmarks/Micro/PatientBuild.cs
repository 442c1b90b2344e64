using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

[assembly: Config(typeof(RealtimeEvals.Benchmarks.Micro.PatientBuild))]

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>
/// Builds the program around the benchmarks without analyzers, which have seen the code already, and gives a busy machine time for it.
/// </summary>
public sealed class PatientBuild : ManualConfig
{
    public PatientBuild()
    {
        AddJob(Job.Default.WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]).AsMutator());
        WithBuildTimeout(TimeSpan.FromMinutes(15));
    }
}
