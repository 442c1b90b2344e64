using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Reads the results of the realtime evals of OpenAI's cookbook: results.csv of crawl, walk and run in both of its versions, alone or in
/// its folder with summary.json. A table of ours has the same columns and is read too.
/// </summary>
internal static class ReferenceTable
{
    private const string SingleTurnId = "example_id";
    private const string ConversationId = "simulation_id";
    private const string CallerAudio = "audio_path";

    /// <summary>Keys of the summary that are figures or names, and no settings.</summary>
    private static readonly string[] NoSettings = ["run_name", "total_examples", "failed_examples", "total_rows", "failed_simulations"];

    /// <summary>Reads the results; null after adding problems.</summary>
    public static ForeignRun? Read(ForeignSource source, ITableFormat tables, ICollection<DataProblem> problems)
    {
        TableFile? table = TableFile.Read(source.ResultsFile, [], [SingleTurnId, ConversationId], tables, problems, warn: null);
        if (table is null) return null;
        JsonElement? summary = ReadSummary(source, problems);
        DateTimeOffset at = StartOf(source, summary);
        if (table.Has(ConversationId))
        {
            ConversationResult[] held = ConversationRows.Read(table, source);
            int rows = held.Sum(one => one.Turns.Count);
            int failed = held.Count(one => one.EndReason == EndReason.Failed);
            CheckCounts(source, summary, "total_rows", rows, "failed_simulations", failed, problems);
            JsonObject settings = SettingsOf(summary);
            settings[ConversationRunSettings.InvalidCallerLimit] = 0.0;
            return Of(ConversationHarness.OfConversations, held, settings);
        }

        if (!table.Has(SingleTurnId))
        {
            problems.Add(new DataProblem(
                source.ResultsFile, 1, null, $"neither {SingleTurnId} nor {ConversationId}", "a table of results of crawl, walk or run"));
            return null;
        }

        bool isWalk = table.Has(CallerAudio);
        SingleTurnResult[] results = SingleTurnRows.Read(table, source, isWalk);
        int errors = results.Count(one => one.Outcome == Outcome.Error);
        CheckCounts(source, summary, "total_examples", results.Length, "failed_examples", errors, problems);
        return Of(isWalk ? WalkHarness.OfWalk : CrawlHarness.OfCrawl, results, SettingsOf(summary));

        ForeignRun Of(HarnessKind kind, IReadOnlyList<IStoredResult> found, JsonObject settings) =>
            new(kind, "realtime evals of OpenAI's cookbook", NameOf(source, summary), found)
            {
                Model = summary?.Text("model") ?? "",
                StartedAt = at,
                Settings = settings,
            };
    }

    private static JsonElement? ReadSummary(ForeignSource source, ICollection<DataProblem> problems)
    {
        if (source.SummaryFile.Length == 0 || TextFile.Read(source.SummaryFile, problems) is not string text) return null;
        try
        {
            JsonElement summary = StrictJson.Parse(text);
            if (summary.ValueKind == JsonValueKind.Object) return summary;
        }
        catch (JsonException)
        {
            // It is reported like everything else that is no object.
        }

        problems.Add(new DataProblem(source.SummaryFile, null, null, "no JSON object", "the summary of the run"));
        return null;
    }

    /// <summary>Reports counts that the table does not have; a table with a row too few is not the run.</summary>
    private static void CheckCounts(
        ForeignSource source, JsonElement? summary, string allKey, int all, string failedKey, int failed, ICollection<DataProblem> problems)
    {
        if (summary is not JsonElement counts) return;
        foreach ((string key, int found) in new[] { (allKey, all), (failedKey, failed) })
        {
            if (counts.Number(key) is not double said || said == found) continue;
            problems.Add(new DataProblem(
                source.SummaryFile,
                null,
                key,
                FormattableString.Invariant($"{said}"),
                FormattableString.Invariant($"{found}, which is what {Path.GetFileName(source.ResultsFile)} holds")));
        }
    }

    private static JsonObject SettingsOf(JsonElement? summary)
    {
        var settings = new JsonObject();
        if (summary is not JsonElement known) return settings;
        foreach (JsonProperty one in known.EnumerateObject().Where(IsSetting)) settings[one.Name] = JsonNode.Parse(one.Value.GetRawText());
        if (settings["sample_rate_hz"] is JsonNode rate) settings["input_sample_rate_hz"] = rate.DeepClone();
        if (settings["tts_model"] is JsonNode speech) settings[SpeechChoice.ModelSetting] = speech.DeepClone();
        return settings;
    }

    /// <summary>Whether a key is a setting: a text, a truth, or one of the few whole numbers that the reference writes there.</summary>
    private static bool IsSetting(JsonProperty one) => !NoSettings.Contains(one.Name, StringComparer.Ordinal) && one.Value.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Number => one.Name is "chunk_ms" or "sample_rate_hz" or "output_sample_rate_hz" or "max_output_tokens",
        _ => false,
    };

    private static string NameOf(ForeignSource source, JsonElement? summary) =>
        summary?.Text("run_name") is { Length: > 0 } name && SafeFileName.IsSafe(name) ? name : source.Name;

    /// <summary>The reference names its runs by their time in UTC unless told otherwise; else the time of the file has to do.</summary>
    private static DateTimeOffset StartOf(ForeignSource source, JsonElement? summary) =>
        DateTimeOffset.TryParseExact(
            NameOf(source, summary),
            "yyyyMMdd_HHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset named)
            ? named
            : new DateTimeOffset(File.GetLastWriteTimeUtc(source.ResultsFile), TimeSpan.Zero);
}
