using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Reads a log of the open source OpenAI Evals: a specification, events with consecutive numbers, and a final report. Each sample becomes a
/// conversation of one turn.
/// </summary>
internal static class EvalEvents
{
    private const double Tolerance = 1e-6;

    /// <summary>Reads the results; what is wrong is added to the problems.</summary>
    public static ForeignRun Read(ForeignSource source, IReadOnlyList<EvalLine> lines, ICollection<DataProblem> problems)
    {
        JsonElement spec = lines[0].Child("spec");
        string runId = spec.Text("run_id");
        EvalLine[] events = [.. lines.Skip(1).Where(line => !line.Has("final_report"))];
        EvalLine? report = lines.Skip(1).FirstOrDefault(line => line.Has("final_report"));
        CheckNumbers(source.ResultsFile, events, runId, problems);
        string model = string.Join(", ", spec.Items("completion_fns").Select(one => one.ToString()));
        ConversationResult[] results =
        [
            .. events.GroupBy(one => one.Json.Text("sample_id"), StringComparer.Ordinal)
                .Select((sample, index) => ResultOf(sample.Key, index + 1, [.. sample], model)),
        ];
        CheckReport(source.ResultsFile, report, events, problems);
        return new ForeignRun(ConversationHarness.OfConversations, "log of OpenAI Evals", NameOf(source, runId), results)
        {
            Model = model,
            StartedAt = TimeOf(spec.Text("created_at")) ?? new DateTimeOffset(File.GetLastWriteTimeUtc(source.ResultsFile), TimeSpan.Zero),
            Error = report is null ? "the log has no final report, so the evaluation did not come to its end" : "",
            Settings = new JsonObject
            {
                ["eval_name"] = spec.Text("eval_name"),
                ["split"] = spec.Text("split"),
                ["assistant_model_default"] = model,
                [ConversationRunSettings.InvalidCallerLimit] = 0.0,
            },
        };
    }

    private static string NameOf(ForeignSource source, string runId) => SafeFileName.IsSafe(runId) ? runId : source.Name;

    /// <summary>Events are numbered from 0 without a gap: a line that is missing, doubled or from another run shows.</summary>
    private static void CheckNumbers(string path, EvalLine[] events, string runId, ICollection<DataProblem> problems)
    {
        var seen = new Dictionary<int, int>();
        foreach (EvalLine one in events)
        {
            if (one.Json.Text("run_id") != runId)
            {
                string found = $"'{one.Json.Text("run_id")}'";
                problems.Add(new DataProblem(path, one.Number, "run_id", found, $"'{runId}', the run of the specification"));
            }

            if (one.Json.Text("sample_id").Length == 0)
            {
                problems.Add(new DataProblem(path, one.Number, "sample_id", "nothing", "the sample that the event is about"));
            }

            if (one.Json.Number("event_id") is not double number || number < 0 || number != Math.Truncate(number) || number > int.MaxValue)
            {
                problems.Add(new DataProblem(path, one.Number, "event_id", $"'{one.Json.Text("event_id")}'", "the number of the event"));
            }
            else if (!seen.TryAdd((int)number, one.Number))
            {
                string twice = FormattableString.Invariant($"{number}, which stands in line {seen[(int)number]} already");
                problems.Add(new DataProblem(path, one.Number, "event_id", twice, "each event once"));
            }
        }

        int missing = Enumerable.Range(0, seen.Count).FirstOrDefault(number => !seen.ContainsKey(number), -1);
        if (missing < 0) return;
        problems.Add(new DataProblem(
            path, null, "event_id", FormattableString.Invariant($"no event {missing}"), "events numbered from 0 without a gap"));
    }

    private static void CheckReport(string path, EvalLine? report, EvalLine[] events, ICollection<DataProblem> problems)
    {
        if (report?.Child("final_report").Number("accuracy") is not double said) return;
        bool[] right = [.. events.Select(CorrectOf).OfType<bool>()];
        if (right.Length == 0) return;
        double found = (double)right.Count(one => one) / right.Length;
        if (Math.Abs(found - said) <= Tolerance) return;
        problems.Add(new DataProblem(
            path,
            report.Number,
            "final_report.accuracy",
            FormattableString.Invariant($"{said}"),
            FormattableString.Invariant($"{found}, which is what the events say")));
    }

    private static bool? CorrectOf(EvalLine one) =>
        one.Json.Text("type") == "match" && one.Child("data").Text("correct") is "true" or "false"
            ? one.Child("data").Text("correct") == "true"
            : null;

    private static ConversationResult ResultOf(string sample, int number, EvalLine[] events, string model)
    {
        JsonElement sampled = Data("sampling") ?? Data("raw_sample") ?? default(JsonElement);
        JsonElement? error = Data("error");
        JsonElement match = Data("match") ?? default(JsonElement);
        string answer = EvalLog.TextOf(JsonText.Child(sampled, "sampled"));
        string id = SafeFileName.IsSafe(sample) ? sample : FormattableString.Invariant($"sample_{number:000}");
        return EvalSample.ToResult(new EvalSample(id)
        {
            Prompt = EvalLog.TextOf(JsonText.Child(sampled, "prompt")),
            Answer = answer.Length > 0 ? answer : match.Text("sampled") is { Length: > 0 } told ? told : match.Text("picked"),
            Model = model,
            Grades = [.. GradesOf(events)],
            ErrorType = error?.Text("type") ?? "",
            ErrorMessage = error is null ? ""
                : error.Value.Text("message") is { Length: > 0 } said ? said
                : "the sample ended in an error",
            StartedAt = TimeOf(events[0].Json.Text("created_at")) ?? default,
        });

        JsonElement? Data(string type) => events.LastOrDefault(one => one.Json.Text("type") == type)?.Child("data");
    }

    /// <summary>
    /// Returns the grades of a sample: whether every match is correct, and a score of exactly 1 or 0. A score between is no verdict.
    /// </summary>
    private static IEnumerable<GraderResult> GradesOf(EvalLine[] events)
    {
        bool[] right = [.. events.Select(CorrectOf).OfType<bool>()];
        if (right.Length > 0)
        {
            JsonElement match = events.Last(one => CorrectOf(one) is not null).Child("data");
            string expected = EvalLog.TextOf(JsonText.Child(match, "expected"));
            int grade = right.All(one => one) ? 1 : 0;
            yield return new GraderResult("match", 0, GradeStatus.Graded, grade, expected.Length > 0 ? $"expected {expected}" : "");
        }

        foreach (EvalLine one in events.Where(one => one.Json.Text("type") == "metrics").TakeLast(1))
        {
            JsonElement data = one.Child("data");
            string name = data.Number("score") is null ? "accuracy" : "score";
            double? value = data.Number(name);
            if (value is null) continue;
            yield return value is 0 or 1
                ? new GraderResult(name, 0, GradeStatus.Graded, (int)value, data.Text("choice")) { Value = value }
                : new GraderResult(name, 0, GradeStatus.NotApplicable, null, "a score between, which is no verdict") { Value = value };
        }
    }

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
