using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Reads output items of a run of OpenAI's hosted evals, or of Azure's: each is an item of the data, what the model answered, and what the
/// testing criteria said. Each becomes a conversation of one turn.
/// </summary>
internal static class EvalItems
{
    /// <summary>Reads the results; what is wrong is added to the problems.</summary>
    public static ForeignRun Read(ForeignSource source, IReadOnlyList<EvalLine> lines, ICollection<DataProblem> problems)
    {
        string path = source.ResultsFile;
        string runId = lines[0].Json.Text("run_id");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        ConversationResult[] results = [.. lines.Select(line => ResultOf(path, line, runId, seen, problems))];
        DateTimeOffset at = results.Select(one => one.StartedAt).Where(time => time != default)
            .DefaultIfEmpty(new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero)).Min();
        return new ForeignRun(
            ConversationHarness.OfConversations,
            "output items of hosted evals",
            SafeFileName.IsSafe(runId) ? runId : source.Name,
            results)
        {
            Model = string.Join(
                ", ", results.Select(one => one.AssistantModel).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)),
            StartedAt = at,
            Settings = new JsonObject
            {
                ["eval_id"] = lines[0].Json.Text("eval_id"),
                [ConversationRunSettings.InvalidCallerLimit] = 0.0,
            },
        };
    }

    private static ConversationResult ResultOf(
        string path, EvalLine line, string runId, Dictionary<string, int> seen, ICollection<DataProblem> problems)
    {
        JsonElement item = line.Json;
        JsonElement sample = line.Child("sample");
        string number = item.Text("datasource_item_id");
        string id = $"item_{number}";
        if (!line.Has("datasource_item")) Report("datasource_item", "nothing", "the item of the data");
        if (number.Length == 0 || !SafeFileName.IsSafe(id)) Report("datasource_item_id", $"'{number}'", "the number of the item");
        else if (!seen.TryAdd(id, line.Number))
        {
            string twice = FormattableString.Invariant($"{number}, which stands in line {seen[id]} already");
            Report("datasource_item_id", twice, "each item once");
        }

        if (item.Text("run_id") != runId) Report("run_id", $"'{item.Text("run_id")}'", $"'{runId}', as in the first line");
        GraderResult[] grades = [.. GradesOf(line, Report)];
        string status = item.Text("status");
        bool passed = grades.Length > 0 && grades.All(grade => grade.Grade == 1);
        JsonElement? error = JsonText.Child(sample, "error") is { ValueKind: JsonValueKind.Object } told ? told : null;
        if (error is null && (status == "pass") != passed)
        {
            Report("status", $"'{status}'", passed ? "pass, since every criterion passed" : "no pass, since not every criterion passed");
        }

        string model = sample.Text("model");
        return EvalSample.ToResult(new EvalSample(id)
        {
            Prompt = EvalLog.TextOf(JsonText.Child(sample, "input")) is { Length: > 0 } asked
                ? asked
                : line.Has("datasource_item") ? line.Child("datasource_item").GetRawText() : "",
            Answer = EvalLog.TextOf(JsonText.Child(sample, "output")),
            Model = model,
            Grades = grades,
            Usage = UsageOf(JsonText.Child(sample, "usage")),
            ErrorType = error?.Text("code") ?? "",
            ErrorMessage = error is null ? ""
                : error.Value.Text("message") is { Length: > 0 } said ? said
                : "the item ended in an error",
            StartedAt = item.Number("created_at") is double seconds and > 0 and < 1e11
                ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
                : default,
        });

        void Report(string key, string found, string expected) =>
            problems.Add(new DataProblem(path, line.Number, key, found, expected));
    }

    private static IEnumerable<GraderResult> GradesOf(EvalLine line, Action<string, string, string> report)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement one in line.Json.Items("results"))
        {
            string name = NameOf(one.Text("name"));
            while (!names.Add(name)) name += "_";
            if (one.Text("passed") is not ("true" or "false"))
            {
                report("results", $"'{one.Text("passed")}' for passed of {name}", "true or false");
                continue;
            }

            yield return new GraderResult(name, 0, GradeStatus.Graded, one.Text("passed") == "true" ? 1 : 0, "")
            {
                Value = one.Number("score"),
            };
        }
    }

    /// <summary>Returns the name of a criterion as a column: in lower case, with underscores for all but letters and digits.</summary>
    private static string NameOf(string name)
    {
        IEnumerable<char> letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        string plain = string.Concat(letters).Trim('_');
        return plain.Length == 0 ? "criterion" : plain.Length > 60 ? plain[..60] : plain;
    }

    private static TokenUsage UsageOf(JsonElement usage)
    {
        return new TokenUsage
        {
            InputTokens = Count("prompt_tokens"),
            CachedTokens = Count("cached_tokens"),
            OutputTokens = Count("completion_tokens"),
        };

        int? Count(string name) => usage.Number(name) is double value and >= 0 and <= int.MaxValue ? (int)value : null;
    }
}
