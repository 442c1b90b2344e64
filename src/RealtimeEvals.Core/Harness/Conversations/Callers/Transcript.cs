using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>The text of a conversation, in the format of the realtime evals of OpenAI's cookbook.</summary>
internal sealed class Transcript
{
    private const string ToolCallLine = "TOOL_CALL";
    private const string ToolOutputLine = "TOOL_OUTPUT";

    private readonly List<(bool IsOfTool, string Text)> _lines = [];
    private readonly List<(bool IsCaller, string Text)> _said = [];

    /// <summary>Everything that was said, the tool calls and their outputs, one per line.</summary>
    public string Text => string.Join('\n', _lines.Select(line => line.Text));

    /// <summary>The same text for display: invisible characters are shown as their code.</summary>
    public string Shown => string.Join('\n', _lines.Select(line => VisibleText.Of(line.Text)));

    /// <summary>Only the lines of tool calls and tool outputs.</summary>
    public string ToolText => string.Join('\n', _lines.Where(line => line.IsOfTool).Select(line => line.Text));

    /// <summary>The agent's last words; empty when it has said nothing.</summary>
    public string LastOfAgent => _said.LastOrDefault(line => !line.IsCaller).Text ?? "";

    /// <summary>Everything that the agent said, turn by turn.</summary>
    public IEnumerable<string> OfAgent => _said.Where(line => !line.IsCaller).Select(line => line.Text);

    /// <summary>Rebuilds the transcript of a stored conversation.</summary>
    public static Transcript Of(ConversationResult conversation)
    {
        var transcript = new Transcript();
        foreach (TurnResult turn in conversation.Turns.Where(turn => turn.TurnIndex > 0))
        {
            if (turn.UserText.Length > 0) transcript.AddCaller(turn.TurnIndex, turn.UserText);
            transcript.AddAgent(turn);
        }

        if (conversation.LastLine.Length > 0) transcript.AddCaller(conversation.TurnCount + 1, conversation.LastLine);
        return transcript;
    }

    /// <summary>Adds the caller's line.</summary>
    public void AddCaller(int turn, string text)
    {
        Add(turn, "USER", text);
        _said.Add((true, text));
    }

    /// <summary>Adds the agent's words, tool calls and tool outputs of a turn.</summary>
    public void AddAgent(TurnResult turn)
    {
        foreach (ResponseSegment segment in turn.Segments)
        {
            if (segment.Text.Length > 0) Add(turn.TurnIndex, "ASSISTANT", segment.Text);
            foreach (ToolCall call in turn.ToolCalls.Where(call => segment.CallIds.Contains(call.CallId, StringComparer.Ordinal)))
            {
                Add(turn.TurnIndex, ToolCallLine, Show(call));
                if (turn.ToolOutputs.FirstOrDefault(output => output.CallId == call.CallId) is ToolOutput given)
                {
                    Add(turn.TurnIndex, ToolOutputLine, Show(given));
                }
            }
        }

        _said.Add((false, turn.AssistantText));
    }

    /// <summary>Returns the conversation so far in the format in which the caller's model reads it.</summary>
    public string ForCaller()
    {
        var text = new StringBuilder("Conversation so far:\n");
        foreach ((bool isCaller, string said) in _said) text.Append(isCaller ? "User: " : "Assistant: ").Append(OneLine(said)).Append('\n');
        return text.Append("Next user response:").ToString();
    }

    /// <summary>Returns an interview so far in the format in which the participant's model reads it.</summary>
    public string ForParticipant()
    {
        var text = new StringBuilder("Conversation so far:\n");
        foreach ((bool isCaller, string said) in _said)
        {
            text.Append(isCaller ? "You: " : "Interviewer: ").Append(OneLine(said)).Append('\n');
        }

        return text.Append("\nYour next line:").ToString();
    }

    /// <summary>Returns a tool call in the format of the evidence.</summary>
    public static JsonObject Describe(ToolCall call) => new()
    {
        ["name"] = call.Name,
        ["arguments"] = JsonNode.Parse(call.ParseArguments().GetRawText()),
        ["raw_arguments"] = call.RawArguments,
        ["call_id"] = call.CallId,
    };

    /// <summary>Returns tool calls or tool outputs as one JSON array.</summary>
    public static string ArrayOf(IEnumerable<JsonObject> items) => new JsonArray([.. items]).ToJsonString();

    /// <summary>Returns a tool output in the format of the evidence.</summary>
    public static JsonObject Describe(ToolOutput output, ToolCall? call) => new()
    {
        ["call_id"] = output.CallId,
        ["name"] = output.Name,
        ["arguments"] = call is null ? null : JsonNode.Parse(call.ParseArguments().GetRawText()),
        ["output"] = JsonNode.Parse(output.Output),
    };

    private static string Show(ToolCall call)
    {
        JsonNode arguments = call.HasObjectArguments
            ? JsonNode.Parse(call.ParseArguments().GetRawText())!
            : JsonValue.Create(call.RawArguments);
        return PlainJson.Of(new JsonObject { ["name"] = call.Name, ["arguments"] = arguments, ["call_id"] = call.CallId });
    }

    private static string Show(ToolOutput output) =>
        PlainJson.Of(new JsonObject { ["name"] = output.Name, ["output"] = JsonNode.Parse(output.Output), ["call_id"] = output.CallId });

    private void Add(int turn, string what, string text) =>
        _lines.Add((what is ToolCallLine or ToolOutputLine, FormattableString.Invariant($"TURN {turn} {what}: {OneLine(text)}")));

    /// <summary>Puts a text on one line; otherwise a model could forge lines of the transcript.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
