using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>
/// The result file of a refusal smoke run: the 15 compatible keys in alphabetical order, then our own. All non-ASCII characters are
/// escaped, and fractions have a decimal point.
/// </summary>
public static class SmokeResultFile
{
    /// <summary>The name of the file in the folder of its run.</summary>
    public const string FileName = "refusal_smoke_result.json";

    /// <summary>The maximum size of a result file in bytes.</summary>
    internal const int MaximumBytes = 1024 * 1024;

    /// <summary>The key of the counts of rows when the compatible counts say that there is no evidence.</summary>
    private const string RowCounts = "row_counts";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Times with date and offset; a time alone would be parsed as one of today.</summary>
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly string[] Keys =
    [
        "dataset", "dataset_lines", "dataset_sha256", "dry_run", "eval_id", "fail_rate", "file_id", "gate_key", "gate_pass",
        "model", "report_url", "result_counts", "run_id", "status", "timestamp_utc",
        "backend", "gate_reasons", "provider", RowCounts, "voice",
    ];

    /// <summary>Writes a result atomically.</summary>
    /// <returns>The SHA-256 of the file in hex.</returns>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the file cannot be written.</exception>
    public static string Write(string path, RefusalSmokeResult result)
    {
        byte[] content = Encoding.ASCII.GetBytes(ToText(result));
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }

        return FileHash.Of(content);
    }

    /// <summary>Returns the content of the result file.</summary>
    public static string ToText(RefusalSmokeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CompatibleVerdict verdict = CompatibleVerdict.Of(result);
        var json = new JsonObject
        {
            ["dataset"] = result.Dataset,
            ["dataset_lines"] = result.DatasetLines,
            ["dataset_sha256"] = result.DatasetSha256,
            ["dry_run"] = result.DryRun,
            ["eval_id"] = result.EvalId,
            ["fail_rate"] = JsonNode.Parse(PulsePatch.Fraction(verdict.Counts.FailRate)),
            ["file_id"] = result.FileId,
            ["gate_key"] = result.GateKey,
            ["gate_pass"] = result.GatePass,
            ["model"] = result.Model,
            ["report_url"] = result.ReportUrl,
            ["result_counts"] = ToJson(verdict.Counts),
            ["run_id"] = result.RunId,
            ["status"] = verdict.Status,
            ["timestamp_utc"] = PulseEntries.Stamp(result.TimestampUtc),
            ["backend"] = result.Backend.ToString(),
            ["gate_reasons"] = new JsonArray([.. result.GateReasons.Select(reason => JsonValue.Create(reason))]),
            ["provider"] = result.Provider,
        };
        if (verdict.Counts != result.ResultCounts) json[RowCounts] = ToJson(result.ResultCounts);
        json["voice"] = result.Voice;
        var text = new StringBuilder();
        foreach (char character in json.ToJsonString(Options))
        {
            text.Append(character <= '~' ? character.ToString() : FormattableString.Invariant($"\\u{(int)character:x4}"));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Reads an existing result file. Its verdict is not verified here; see <see cref="SmokeResultCheck"/>.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: all problems, by JSON path.</exception>
    public static RefusalSmokeResult Read(string path)
    {
        var problems = new DataProblems();
        JsonForm? form = TextFile.Read(path, problems, out string sha256, MaximumBytes) is string text
            ? JsonForm.Read(path, text, problems)?.Allow(Keys)
            : null;
        if (form is null) throw EvalErrors.InvalidInput(problems);
        JsonForm? counts = form.Object("result_counts")?.Allow("total", "passed", "failed", "errored");
        if (counts is null && form.Get("result_counts") is null)
        {
            form.Report("result_counts", "missing", "an object with total, passed, failed and errored");
        }

        var result = new RefusalSmokeResult
        {
            Dataset = form.RequiredText("dataset", "the smoke set"),
            DatasetLines = Whole(form, "dataset_lines"),
            DatasetSha256 = form.RequiredText("dataset_sha256", "64 hexadecimal digits"),
            DryRun = Flag(form, "dry_run"),
            EvalId = form.RequiredText("eval_id", "an id"),
            FileId = form.RequiredText("file_id", "an id"),
            FailRate = Rate(form, "fail_rate"),
            GateKey = form.RequiredText("gate_key", "the name of the gate"),
            GatePass = Flag(form, "gate_pass"),
            Model = form.RequiredText("model", "the model"),
            ReportUrl = form.Get("report_url") is null ? null : form.Text("report_url"),
            ResultCounts = counts is null
                ? new RefusalCounts(0, 0, 0, 0)
                : new RefusalCounts(Whole(counts, "total"), Whole(counts, "passed"), Whole(counts, "failed"), Whole(counts, "errored")),
            RunId = form.RequiredText("run_id", "an id"),
            Status = form.RequiredText("status", "how the run ended"),
            TimestampUtc = Time(form, "timestamp_utc"),
            Backend = Word(form, "backend"),
            GateReasons = new(form.Texts("gate_reasons")),
            Provider = form.Text("provider"),
            Voice = form.Flag("voice") ?? false,
            ResultPath = path,
            ResultSha256 = sha256,
        };
        return problems.Count == 0 ? result : throw EvalErrors.InvalidInput(problems);
    }

    private static JsonObject ToJson(RefusalCounts counts) => new()
    {
        ["errored"] = counts.Errored, ["failed"] = counts.Failed, ["passed"] = counts.Passed, ["total"] = counts.Total,
    };

    private static int Whole(JsonForm form, string key)
    {
        if (form.Get(key) is null) form.Report(key, "missing", "a whole number from 0");
        return form.Whole(key, 0, int.MaxValue) ?? 0;
    }

    private static bool Flag(JsonForm form, string key)
    {
        if (form.Get(key) is null) form.Report(key, "missing", "true or false");
        return form.Flag(key) ?? false;
    }

    private static double Rate(JsonForm form, string key)
    {
        if (form.Get(key) is { ValueKind: JsonValueKind.Number } rate
            && rate.GetDouble() is double value
            && FigureRange.Of(key)!.Holds(value))
        {
            return value;
        }

        form.Report(key, form.Get(key) is JsonElement found ? TableFile.Shorten(found.GetRawText()) : "missing", "a number from 0 to 1");
        return double.NaN;
    }

    /// <summary>Reads the backend; the default is Responses, since compatible files name none.</summary>
    private static RefusalBackend Word(JsonForm form, string key)
    {
        string word = form.Text(key);
        if (word.Length == 0) return RefusalBackend.Responses;
        if (Enum.GetNames<RefusalBackend>().Contains(word, StringComparer.Ordinal)) return Enum.Parse<RefusalBackend>(word);
        form.Report(key, $"'{TableFile.Shorten(word)}'", string.Join(", ", Enum.GetNames<RefusalBackend>()));
        return RefusalBackend.Responses;
    }

    private static DateTimeOffset Time(JsonForm form, string key)
    {
        string text = form.RequiredText(key, "a time");
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, Style, out DateTimeOffset time)) return time;
        if (text.Length > 0) form.Report(key, $"'{text}'", "a time such as 2026-11-20T09:30:00+00:00");
        return default;
    }
}
