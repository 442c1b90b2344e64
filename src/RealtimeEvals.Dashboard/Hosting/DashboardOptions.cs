using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Realtime;
using RealtimeEvals.Transcripts.Programs;
using RealtimeEvals.Transcripts.Analyses;

namespace RealtimeEvals.Dashboard.Hosting;

/// <summary>The options of the dashboard. Paths are absolute: the front ends resolve them.</summary>
public sealed record DashboardOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder for the runs that are started on the pages.</summary>
    /// <value>results in the current folder</value>
    public required string ResultsPath { get; init; }

    /// <summary>The database with the runs that are shown.</summary>
    /// <remarks>The environment variable REALTIME_EVALS_STORE names another one for all commands.</remarks>
    /// <value>RealtimeEvals/runs.sqlite in the user's local application data</value>
    public required string StorePath { get; init; }

    /// <summary>The folder of synthesized speech.</summary>
    public required string SpeechCachePath { get; init; }

    /// <summary>The folder of the prompts that interviews can be started with.</summary>
    /// <value>the shipped data/prompts</value>
    public string PromptPath { get; init; } = PromptFolder.Shipped;

    /// <summary>A status file of PULSE, which is shown and never written.</summary>
    /// <value>none</value>
    public string StatusPath { get; init; } = "";

    /// <summary>A file with named sets of rules, by which gates are shown, JSON or psd1.</summary>
    /// <value>none</value>
    public string PolicyPath { get; init; } = "";

    /// <summary>An external scorer, which analyses interviews on request: a program or a .py file.</summary>
    /// <remarks>
    /// It runs in a process and in an empty folder of its own, without keys in its environment. What it gives is kept as the analysis vcdr.
    /// </remarks>
    /// <value>none</value>
    public string ScorerPath { get; init; } = "";

    /// <summary>Returns the service, when something is to be asked of it; throws where there is none.</summary>
    public required Func<ServiceTarget> Target { get; init; }

    /// <summary>The scorer; null for none.</summary>
    internal ScorerProgram? Scorer => ScorerPath.Length > 0 ? new ScorerProgram(ScorerPath, "{}", TestProgram.DefaultLimit) : null;
}
