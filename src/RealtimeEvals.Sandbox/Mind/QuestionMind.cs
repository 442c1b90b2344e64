using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RealtimeEvals.Json;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// Says what became of the questions of an interview, by simple rules: a question is asked in a turn of the agent that has most of its
/// longer words, until a turn of the participant behind one answers it, which is any but one that does not know or asks back.
/// </summary>
internal static class QuestionMind
{
    private const string Agent = "agent";
    private const int NoTurn = 9999;

    private static readonly JsonSerializerOptions Options = StrictJson.For(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    private static readonly string[] Unknowing = ["i do not know", "i don't know", "i don\u2019t know"];

    /// <summary>Returns the answer; null when the input is no interview.</summary>
    /// <param name="input">The questions and the turns as JSON.</param>
    public static string? Answer(string input)
    {
        try
        {
            return JsonSerializer.Deserialize<Interview>(input, Options) is Interview interview ? Answer(interview) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns an answer of the same form whose turns are not in the interview.</summary>
    public static string Lie(string answer)
    {
        JsonNode lie = JsonNode.Parse(answer)!;
        foreach (JsonNode? question in lie["questions"]!.AsArray())
        {
            question!["asked"] = true;
            question["turns"] = new JsonArray(NoTurn);
        }

        return lie.ToJsonString();
    }

    private static string Answer(Interview interview)
    {
        (AskedQuestion Question, int[] Turns, string Said)[] found =
            [.. interview.Questions.Select((question, index) => Find(question, index + 1, interview.Turns))];
        AskedQuestion[] order = [.. found.Where(one => one.Turns.Length > 0).OrderBy(one => one.Turns[0]).Select(one => one.Question)];
        return new JsonObject
        {
            ["questions"] = new JsonArray(
            [
                .. found.Select(one => (JsonNode)new JsonObject
                {
                    ["id"] = one.Question.Id,
                    ["asked"] = one.Turns.Length > 0,
                    ["answered"] = one.Said.Length > 0,
                    ["order_position"] = one.Turns.Length > 0 ? Array.IndexOf(order, one.Question) + 1 : null,
                    ["recall_attempts"] = one.Turns.Length - (one.Said.Length > 0 ? 1 : 0),
                    ["answer"] = one.Said,
                    ["turns"] = new JsonArray([.. one.Turns.Select(turn => (JsonNode)turn)]),
                }),
            ]),
        }.ToJsonString();
    }

    private static (AskedQuestion Question, int[] Turns, string Said) Find(
        AskedQuestion question, int number, IReadOnlyList<SaidTurn> turns)
    {
        var asked = new PromptQuestion(number, question.Text);
        var own = new List<int>();
        for (int at = 0; at < turns.Count; at++)
        {
            if (turns[at].Speaker != Agent || !asked.IsIn(turns[at].Text)) continue;
            own.Add(turns[at].Number);
            if (at + 1 == turns.Count || !IsAnswer(turns[at + 1])) continue;
            own.Add(turns[at + 1].Number);
            return (question, [.. own], turns[at + 1].Text.Trim());
        }

        return (question, [.. own], "");
    }

    private static bool IsAnswer(SaidTurn turn) =>
        turn.Speaker != Agent
        && turn.Text.Trim() is { Length: > 0 } said
        && !said.EndsWith('?')
        && !Unknowing.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase));

    private sealed record Interview(IReadOnlyList<AskedQuestion> Questions, IReadOnlyList<SaidTurn> Turns);

    private sealed record AskedQuestion(string Id, string Text);

    private sealed record SaidTurn(int Number, string Speaker, string Text);
}
