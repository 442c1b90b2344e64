using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>Reads a run as the pages of the benchmark platform of vCDR save it.</summary>
public static class SeedBody
{
    /// <summary>The interviewer's prompt of a run that names none.</summary>
    public const string DefaultInterviewer = "interviewer";

    /// <summary>The simulated user's prompt of a run that names none.</summary>
    public const string DefaultParticipant = "candidate";

    private const string File = "the body of the request";
    private const string Conversation = "conversation_history";
    private const string Events = "event_log";

    /// <summary>Returns the interview that a body describes.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="body">The body: mode, conversation_history, event_log, interviewer_prompt_name and simulated_user_prompt_name.</param>
    /// <param name="now">When it is saved, which is the time that the platform keeps.</param>
    /// <param name="promptOf">Finds a prompt by its name; null when there is none.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: every place that is not as it should be.</exception>
    public static BenchmarkRun Read(string runId, JsonElement body, DateTimeOffset now, Func<string, EvalPrompt?> promptOf)
    {
        ArgumentNullException.ThrowIfNull(promptOf);
        var problems = new DataProblems();
        if (body.ValueKind != JsonValueKind.Object) Report("$", body, "an object");
        string conversation = ListOf(Conversation);
        string events = ListOf(Events);
        if (TextOf("mode") is not (null or SeedPayload.Mode)) Report("$.mode", JsonText.Child(body, "mode"), SeedPayload.Mode);
        string interviewer = TextOf("interviewer_prompt_name") is { Length: > 0 } asks ? asks : DefaultInterviewer;
        string participant = TextOf("simulated_user_prompt_name") is { Length: > 0 } answers ? answers : DefaultParticipant;
        BenchmarkRun? run = null;
        if (problems.Count == 0)
        {
            EvalPrompt? asked = promptOf(interviewer);
            EvalPrompt? answering = promptOf(participant);
            var row = new SeedRow(
                runId,
                SeedPayload.TimeOf(now),
                SeedPayload.Mode,
                body.GetProperty(Conversation).GetArrayLength(),
                IdOf(interviewer, asked),
                IdOf(participant, answering),
                conversation,
                events,
                interviewer,
                participant,
                QualityMetrics: null,
                Tests: null);
            run = SeedRun.ToRun(row, File, problems) is not { } read ? null : read with
            {
                ImportedFrom = "",
                InterviewerPromptText = asked?.Text ?? "",
                ParticipantPromptText = answering?.Text ?? "",
            };
        }

        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : run!;

        string ListOf(string name)
        {
            JsonElement list = JsonText.Child(body, name);
            if (list.ValueKind == JsonValueKind.Array) return list.GetRawText();
            Report($"$.{name}", list, "a list");
            return "[]";
        }

        string? TextOf(string name)
        {
            JsonElement text = JsonText.Child(body, name);
            bool isNone = text.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
            if (!isNone && text.ValueKind != JsonValueKind.String) Report($"$.{name}", text, "a text");
            return text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }

        void Report(string place, JsonElement found, string expected) => problems.Add(new DataProblem(
            File, null, place, found.ValueKind == JsonValueKind.Undefined ? "missing" : TableFile.Shorten(found.GetRawText()), expected));
    }

    /// <summary>Whether two interviews say the same, whenever they were saved.</summary>
    public static bool AreSame(BenchmarkRun one, BenchmarkRun other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.InterviewerPrompt == other.InterviewerPrompt
            && one.ParticipantPrompt == other.ParticipantPrompt
            && one.Turns.SequenceEqual(other.Turns)
            && one.Events.Count == other.Events.Count
            && one.Events.Zip(other.Events).All(pair => AreSame(pair.First, pair.Second));
    }

    private static bool AreSame(BenchmarkEvent one, BenchmarkEvent other) =>
        one with { Data = "" } == other with { Data = "" } && AreSame(one.Data, other.Data);

    /// <summary>Whether two texts are the same JSON, however it is spaced.</summary>
    private static bool AreSame(string one, string other) =>
        one == other
        || (one.Length > 0 && other.Length > 0 && JsonElement.DeepEquals(StrictJson.Parse(one), StrictJson.Parse(other)));

    /// <summary>Returns the id that the platform gives to a prompt; of one that is not there that of its name.</summary>
    private static string IdOf(string name, EvalPrompt? prompt) =>
        prompt is null ? $"fallback_{FileHash.OfText(name)[..12]}" : prompt.SeedIdLf;
}
