using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Imports;

/// <summary>A run of another program, as its results tell it.</summary>
/// <param name="Kind">The kind of run of ours that holds its results.</param>
/// <param name="Format">What wrote the results, for the settings.</param>
/// <param name="Name">The name that the results give the run.</param>
/// <param name="Results">Its results, with neither run nor counts.</param>
internal sealed record ForeignRun(HarnessKind Kind, string Format, string Name, IReadOnlyList<IStoredResult> Results)
{
    /// <summary>The model that answered; empty when the results do not say.</summary>
    public string Model { get; init; } = "";

    /// <summary>When the run started, as far as the results tell.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Why the results are not whole; empty when they are.</summary>
    public string Error { get; init; } = "";

    /// <summary>The settings that the results tell, by the names of ours.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <summary>Returns the results as those of a run of ours.</summary>
    /// <param name="runId">The id of the run.</param>
    public IReadOnlyList<IStoredResult> Of(string runId) => [.. Results.Select((result, index) => With(result, runId, index + 1))];

    private IStoredResult With(IStoredResult result, string runId, int number) => result switch
    {
        SingleTurnResult turn => turn with
        {
            RunId = runId,
            CaseNumber = number,
            Planned = Results.Count,
            Provider = ServiceTarget.ImportedProvider,
            Model = turn.Model.Length > 0 ? turn.Model : Model,
            StartedAt = StartedAt,
        },
        ConversationResult held => held with
        {
            RunId = runId,
            ConversationNumber = number,
            Planned = Results.Count,
            Provider = ServiceTarget.ImportedProvider,
            AssistantModel = held.AssistantModel.Length > 0 ? held.AssistantModel : Model,
            StartedAt = held.StartedAt == default ? StartedAt : held.StartedAt,
            Turns = new(held.Turns.Select(turn => turn with
            {
                RunId = runId,
                StartedAt = turn.StartedAt == default ? StartedAt : turn.StartedAt,
            })),
        },
        _ => result,
    };
}
