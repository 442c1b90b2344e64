using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>A run as the pages list it: a run of any harness, or an interview that is part of none, such as an imported one.</summary>
public sealed record RunEntry
{
    /// <summary>The id in addresses: the name of the run, with a part of a hash behind it where several have that name.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the run, or the id of an interview without one.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the run; empty for an interview without one.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The key of an interview without a run; 0 for a run.</summary>
    public long InterviewKey { get; init; }

    /// <summary>The harness: crawl, walk, run, refusal-smoke or benchmark.</summary>
    public required string Harness { get; init; }

    /// <summary>Where the run stands.</summary>
    public RunStanding Standing { get; init; }

    /// <summary>The verdict on the whole.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>When it started; of an imported interview when it was saved.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took; null while it has not ended, and where that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Number of planned cases.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Passed over planned, 0 to 1; null for an interview without a run.</summary>
    public double? PassRate { get; init; }

    /// <summary>Number of turns of both sides of its interviews; null for a run of another kind.</summary>
    public int? TurnCount { get; init; }

    /// <summary>The prompts of its interviews; empty for a run of another kind.</summary>
    public string Prompts { get; init; } = "";

    /// <summary>Who answered: sandbox, or the host of the endpoint; empty where it is not known.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model as the service reported it; empty when it did not.</summary>
    public string Model { get; init; } = "";

    /// <summary>Median time to first audio in milliseconds; null when it is not known.</summary>
    public double? LatencyFirstAudioMsP50 { get; init; }

    /// <summary>How many of the latencies this machine was too busy to measure; null when it is not known.</summary>
    public int? UncertainLatencyCount { get; init; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why nothing may be concluded from an interview without a run; empty where nothing speaks against it.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>Whether the sandbox answered, so that it is a rehearsal.</summary>
    public bool IsRehearsal => Provider == Realtime.ServiceTarget.SandboxProvider;

    /// <summary>Whether it can go on: it was stopped, or it ended by an error or without a word, and its folder is there.</summary>
    public bool CanResume => RunPath.Length > 0
        && Standing is not (RunStanding.Running or RunStanding.Completed);
}

/// <summary>Where a run stands.</summary>
public enum RunStanding
{
    /// <summary>It ended without recording it: its process was killed, or the machine stopped.</summary>
    Interrupted = 0,

    /// <summary>It is in progress.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>It was stopped by the user.</summary>
    Cancelled,

    /// <summary>It ended by an error.</summary>
    Failed,

    /// <summary>It was stopped at a cap of cost, tokens or time.</summary>
    Capped,
}
