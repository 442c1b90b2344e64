using System.Management.Automation;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Collects conversations from the pipeline: whole ones, turns of simulated ones, or objects with Speaker and Text.</summary>
internal sealed class TurnInput
{
    private const string Unnamed = "pipeline";

    private static readonly string[] NameProperties = ["ConversationId", "conversation_id", "RunId", "run_id"];
    private static readonly string[] AgentWords = ["agent", "interviewer", "assistant"];
    private static readonly string[] ParticipantWords = ["participant", "caller", "user", "simulated_user"];

    private readonly Dictionary<string, List<SpokenTurn>> _turns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> _simulated = new(StringComparer.Ordinal);
    private int _row;

    /// <summary>The conversations, in the order in which they came.</summary>
    public IEnumerable<MeasuredConversation> Conversations =>
        _turns.Select(one => new MeasuredConversation(one.Key, one.Value)
        {
            // The caller ends a simulated conversation, not the agent.
            EndCue = _simulated.Contains(one.Key) ? "" : PromptFolder.DefaultEndCue,
        });

    /// <summary>Adds an object.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: it is neither a turn nor a conversation.</exception>
    public void Add(PSObject? item)
    {
        _row++;
        if (item is not null && PipelineJson.Is<ConversationResult>(item)) Add(PipelineJson.To<ConversationResult>(item));
        else if (item is not null && PipelineJson.Is<TurnResult>(item)) Add(PipelineJson.To<TurnResult>(item));
        else AddPlain(item);
    }

    private void Add(ConversationResult conversation)
    {
        // Its turns may have come before it, one by one.
        _whole.Add(conversation.ConversationId);
        _simulated.Add(conversation.ConversationId);
        List<SpokenTurn> turns = [.. conversation.Turns.SelectMany(TurnsOf)];
        if (conversation.LastLine.Length > 0) turns.Add(new SpokenTurn(Speaker.Participant, conversation.LastLine));
        _turns[conversation.ConversationId] = turns;
    }

    private void Add(TurnResult turn)
    {
        _simulated.Add(turn.ConversationId);
        if (!_whole.Contains(turn.ConversationId)) ListOf(turn.ConversationId).AddRange(TurnsOf(turn));
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

        string name = NameProperties.Select(property => TextOf(item, property)).FirstOrDefault(id => id is { Length: > 0 }) ?? Unnamed;
        ListOf(name).Add(new SpokenTurn(speaker.Value, said));
    }

    private List<SpokenTurn> ListOf(string name)
    {
        if (!_turns.TryGetValue(name, out List<SpokenTurn>? turns)) _turns[name] = turns = [];
        return turns;
    }

    private static IEnumerable<SpokenTurn> TurnsOf(TurnResult turn)
    {
        if (turn.UserText.Length > 0) yield return new SpokenTurn(Speaker.Participant, turn.UserText);
        if (turn.AssistantText.Length > 0) yield return new SpokenTurn(Speaker.Agent, turn.AssistantText, turn.LatencyFirstAudioMs);
    }

    private static Speaker? SpeakerOf(string word) =>
        AgentWords.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase) ? Speaker.Agent
        : ParticipantWords.Contains(word.Trim(), StringComparer.OrdinalIgnoreCase) ? Speaker.Participant
        : null;

    private static string? TextOf(PSObject? item, string property) => item?.Properties[property]?.Value?.ToString();
}
