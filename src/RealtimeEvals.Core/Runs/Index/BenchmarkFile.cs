using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// One interview with everything as an indented JSON file, to take it from one store to another. What belongs to a store alone, its key and
/// the path of the database, is not in it.
/// </summary>
public static class BenchmarkFile
{
    private static readonly JsonSerializerOptions Format = new(RunJson.Indented)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutTheStore } },
    };

    /// <summary>Writes an interview, in place of a file that is there.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="run">The interview.</param>
    /// <exception cref="EvalException"><c>ResultsNotWritable</c>.</exception>
    public static void Write(string path, BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            AtomicFile.Write(path, [.. JsonSerializer.SerializeToUtf8Bytes(run, Format), (byte)'\n']);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(path, exception);
        }
    }

    /// <summary>
    /// Reads an interview strictly. It is an imported one then: it names the file, and no longer a run and its folder, which may be on
    /// another machine.
    /// </summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: it is no such file.</exception>
    public static BenchmarkRun Read(string path)
    {
        var problems = new DataProblems();
        BenchmarkRun? run = TextFile.Read(path, problems, InputLimits.TableBytes) is string text ? Parse(text, path, problems) : null;
        if (run is not null) Check(run, path, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        return run! with { ImportedFrom = path, RunId = "", ConversationId = "", RunPath = "" };
    }

    private static BenchmarkRun? Parse(string text, string path, DataProblems problems)
    {
        const string Expected = "an interview as it is exported";
        try
        {
            if (JsonText.HasLoneSurrogate(text)) throw new JsonException("an escape is half of a surrogate pair");
            if (JsonSerializer.Deserialize<BenchmarkRun>(text, Format) is { } run) return run;
            problems.Add(new DataProblem(path, null, "$", "null", Expected));
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, exception.Path, JsonText.Describe(exception, text), Expected));
        }

        return null;
    }

    private static void Check(BenchmarkRun run, string path, DataProblems problems)
    {
        if (string.IsNullOrWhiteSpace(run.Id)) Report("$.id", "blank", "an id");
        if (run.TurnCount != run.Turns.Count)
        {
            Report("$.turn_count", FormattableString.Invariant($"{run.TurnCount}"), FormattableString.Invariant($"{run.Turns.Count}"));
        }

        CheckNumbers("turns", run.Turns.Select(turn => turn.Number));
        CheckNumbers("events", run.Events.Select(one => one.Number));
        foreach (IGrouping<string, BenchmarkAnalysis> kind in run.Analyses.GroupBy(one => one.Kind, StringComparer.Ordinal))
        {
            if (kind.Skip(1).Any()) Report("$.analyses", $"'{kind.Key}' more than once", "one analysis of each kind");
        }

        void CheckNumbers(string list, IEnumerable<int> numbers)
        {
            foreach ((int index, int number) in numbers.Index())
            {
                if (number == index + 1) continue;
                string place = FormattableString.Invariant($"$.{list}[{index}].number");
                Report(place, FormattableString.Invariant($"{number}"), FormattableString.Invariant($"{index + 1}"));
            }
        }

        void Report(string place, string found, string expected) => problems.Add(new DataProblem(path, null, place, found, expected));
    }

    private static void LeaveOutTheStore(JsonTypeInfo type)
    {
        if (type.Type != typeof(BenchmarkRun)) return;
        foreach (JsonPropertyInfo property in type.Properties.Where(one => one.Name is "key" or "store_path").ToArray())
        {
            type.Properties.Remove(property);
        }
    }
}
