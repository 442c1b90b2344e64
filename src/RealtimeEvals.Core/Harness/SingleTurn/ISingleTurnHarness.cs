using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>What tells one single-turn harness from another; everything else they share.</summary>
/// <typeparam name="TResult">The result of a case.</typeparam>
internal interface ISingleTurnHarness<TResult>
    where TResult : SingleTurnResult
{
    /// <summary>crawl or walk.</summary>
    string Name { get; }

    /// <summary>What the run was told.</summary>
    SingleTurnOptions Options { get; }

    /// <summary>The agent's tools and instructions.</summary>
    AgentFiles Agent { get; }

    /// <summary>The cases that will be run.</summary>
    IReadOnlyList<TurnCase> Cases { get; }

    /// <summary>Cases that the data holds, before any limit or selection.</summary>
    int DataCases { get; }

    /// <summary>The columns of results.csv.</summary>
    IReadOnlyList<TableColumn<TResult>> Columns { get; }

    /// <summary>Whether the caller's audio is written into the run folder; else it is a file of the user's already.</summary>
    bool KeepsCallerAudio { get; }

    /// <summary>The caller's audio of a case, in the input format.</summary>
    Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(TurnCase item, CancellationToken cancellationToken);

    /// <summary>The result of a case with what only this harness knows; the rest is filled in.</summary>
    TResult CreateResult(string runId, TurnCase item, CaseEvidence evidence);

    /// <summary>Adds the settings that only this harness has.</summary>
    void AddSettings(JsonObject settings);

    /// <summary>Adds the settings to the summary, by the reference's names and in its order.</summary>
    void AddConfiguration(JsonObject summary, string runId);

    /// <summary>Adds what only this harness sums up.</summary>
    void AddSummary(JsonObject summary, IReadOnlyList<TResult> results);

    /// <summary>Looks at the caller's audio once it is known who answers, before the first case.</summary>
    /// <param name="isSandbox">Whether the sandbox does.</param>
    /// <exception cref="EvalException">That service is not to hear it.</exception>
    void Meet(bool isSandbox)
    {
    }

    /// <summary>How the caller's lines are said; null where they are not.</summary>
    CallerSpeech? Speech => null;
}
