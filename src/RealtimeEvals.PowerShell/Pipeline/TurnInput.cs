using System.Management.Automation;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Collects conversations from the pipeline: whole ones, turns of simulated ones, or objects with Speaker and Text.</summary>
internal sealed class TurnInput
{
    private const string Unnamed = "pipeline";

    private static readonly string[] AgentWords = ["agent", "interviewer", "assistant"];
    private static readonly string[] ParticipantWords = ["participant", "caller", "user", "simulated_user"];

    private readonly Dictionary<(string Run, string Id), List<SpokenTurn>> _turns = [];
    private readonly HashSet<(string Run, string Id)> _whole = [];
    private readonly HashSet<(string Run, string Id)> _simulated = [];
    private readonly Dictionary<(string Run, string Id), MeasuredConversation> _interviews = [];
    private readonly Dictionary<(string Run, string Id), TimeSpan> _durations = [];
    private int _row;

    /// <summary>The conversations, in the order in which they came.</summary>
    public IEnumerable<MeasuredConversation> Conversations =>
        _turns.Select(one => new MeasuredConversation(NameOf(one.Key), one.Value)
        {
            Prompt = _interviews.GetValueOrDefault(one.Key)?.Prompt,
            Stored = _interviews.GetValueOrDefault(one.Key)?.Stored,

            // The caller ends a simulated conversation, not the agent.
            EndCue = _interviews.GetValueOrDefault(one.Key)?.EndCue
                ?? (_simulated.Contains(one.Key) ? "" : PromptFolder.DefaultEndCue),
            Duration = _durations.TryGetValue(one.Key, out TimeSpan duration) ? duration : null,
        });

    /// <summary>Adds an object.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: it is neither a turn nor a conversation.</exception>
    public void Add(PSObject? item)
    {
        _row++;
        if (item is not null && PipelineJson.Is<BenchmarkRun>(item)) Add(PipelineJson.To<BenchmarkRun>(item));
        else if (item is not null && PipelineJson.Is<InterviewResult>(item)) Add(PipelineJson.To<InterviewResult>(item));
        else if (item is not null && PipelineJson.Is<ConversationResult>(item)) Add(PipelineJson.To<ConversationResult>(item));
        else if (item is not null && PipelineJson.Is<TurnResult>(item)) Add(PipelineJson.To<TurnResult>(item));
        else AddPlain(item);
    }

    /// <summary>Adds an interview of the store. A list leaves the turns out, so they are read here.</summary>
    private void Add(BenchmarkRun run)
    {
        if (run.Turns.Count < run.TurnCount) run = Whole(run);
        (string, string) key = (FormattableString.Invariant($"{run.StorePath}#{run.Key}"), run.Id);
        _interviews[key] = StoredConversation.Of(run);
        _turns[key] = [.. _interviews[key].Turns];
        if (_interviews[key].Duration is TimeSpan duration) _durations[key] = duration;
    }

    private static BenchmarkRun Whole(BenchmarkRun run)
    {
        using IEvalStore store = AdapterServices.OpenStore(run.StorePath, TimeProvider.System);
        return store.FindBenchmark(run.Key) ?? throw EvalErrors.BenchmarkRunNotFound(run.Id, run.StorePath, []);
    }

    private void Add(InterviewResult interview)
    {
        Add((ConversationResult)interview);
        _interviews[(interview.RunId, interview.ConversationId)] = InterviewTurns.ToMeasured(interview);
    }

    private void Add(ConversationResult conversation)
    {
        // Its turns may have come before it, one by one.
        (string, string) key = (conversation.RunId, conversation.ConversationId);
        _whole.Add(key);
        _simulated.Add(key);
        _turns[key] = [.. InterviewTurns.Of(conversation)];
        _durations[key] = TimeSpan.FromMilliseconds(conversation.DurationMs);
    }

    private void Add(TurnResult turn)
    {
        (string, string) key = (turn.RunId, turn.ConversationId);
        _simulated.Add(key);
        if (!_whole.Contains(key)) ListOf(key).AddRange(InterviewTurns.Of(turn));
    }

    private void AddPlain(PSObject? item)
    {
        string? said = TextOf(item, "Text") ?? TextOf(item, "Content");
        Speaker? speaker = TextOf(item, "Speaker") is string word ? SpeakerOf(word) : null;
        if (said is null || speaker is null)
        {
            string found = item is null ? "nothing" : $"'{item}' without a Speaker that is known, or without Text";
            throw EvalErrors.InvalidInput(
            [
                new DataProblem(
                    Unnamed,
                    _row,
                    null,
                    found,
                    $"a conversation, a turn, or an object with Text and a Speaker that is one of {string.Join(", ", AgentWords)}, "
                        + string.Join(", ", ParticipantWords)),
            ]);
        }

        ListOf((First(item, "RunId", "run_id"), First(item, "ConversationId", "conversation_id")))
            .Add(new SpokenTurn(speaker.Value, said));
    }

    private List<SpokenTurn> ListOf((string Run, string Id) key)
    {
        if (!_turns.TryGetValue(key, out List<SpokenTurn>? turns)) _turns[key] = turns = [];
        return turns;
    }

    /// <summary>Returns the id of a conversation; with that of its run where several runs have a conversation of that id.</summary>
    private string NameOf((string Run, string Id) key) =>
        key.Id.Length == 0 ? (key.Run.Length == 0 ? Unnamed : key.Run)
        : _turns.Keys.Count(other => other.Id == key.Id) > 1 ? $"{key.Run}/{key.Id}"
        : key.Id;

    private static string First(PSObject? item, params ReadOnlySpan<string> properties)
    {
        foreach (string property in properties)
        {
            if (TextOf(item, property) is { Length: > 0 } text) return text;
        }

        return "";
    }

    private static Speaker? SpeakerOf(string word) =>
        AgentWords.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase) ? Speaker.Agent
        : ParticipantWords.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase) ? Speaker.Participant
        : null;

    private static string? TextOf(PSObject? item, string property) => item?.Properties[property]?.Value?.ToString();
}
