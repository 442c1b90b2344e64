using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// Reads what a test program printed: JSON between <c>BENCHMARK_RESULT_START</c> and <c>BENCHMARK_RESULT_END</c>, or between
/// <c>BENCHMARK_ERROR_START</c> and <c>BENCHMARK_ERROR_END</c>. Anything else that it printed does not count.
/// </summary>
internal static class ProgramResult
{
    private const string ResultStart = "BENCHMARK_RESULT_START";
    private const string ResultEnd = "BENCHMARK_RESULT_END";
    private const string ErrorStart = "BENCHMARK_ERROR_START";
    private const string ErrorEnd = "BENCHMARK_ERROR_END";
    private const int FirstSignal = 128;
    private const int MostSignals = 31;
    private const int Shown = 200;

    /// <summary>Reads the variables.</summary>
    /// <param name="output">What the program left.</param>
    /// <param name="runId">The id that it was told, which its result must not contradict.</param>
    /// <exception cref="ProgramException">It failed, or printed no result, several results, or one that cannot be read.</exception>
    public static IReadOnlyList<ConversationVariable> Read(ProgramOutput output, string runId)
    {
        if (Between(output.Output, ErrorStart, ErrorEnd) is string failure) throw new ProgramException($"it failed: {ErrorIn(failure)}");
        if (output.ExitCode != 0) throw new ProgramException(Describe(output));
        string result = Between(output.Output, ResultStart, ResultEnd)
            ?? throw new ProgramException($"it printed no result between {ResultStart} and {ResultEnd}");
        try
        {
            JsonElement root = StrictJson.Parse(result);
            if (Text(root, "run_id") is { Length: > 0 } told && told != runId)
            {
                throw new ProgramException($"its result is of the run '{VisibleText.Start(told)}'");
            }

            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("success", out JsonElement success)
                && success.ValueKind != JsonValueKind.True)
            {
                throw new ProgramException($"its result is no success: {ErrorIn(result)}");
            }

            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("tests", out JsonElement tests)
                || tests.ValueKind != JsonValueKind.Array
                || tests.GetArrayLength() == 0)
            {
                throw new ProgramException("its result has no tests");
            }

            return [.. tests.EnumerateArray().SelectMany(TestVariables.Of)];
        }
        catch (JsonException exception)
        {
            throw new ProgramException($"its result is no JSON ({exception.Message})");
        }
    }

    /// <summary>Returns the only text between two markers; null when there is none.</summary>
    private static string? Between(string output, string start, string end)
    {
        string[] parts = output.Split(start);
        if (parts.Length == 1) return null;
        if (parts.Length > 2) throw new ProgramException($"it printed {start} more than once");
        int at = parts[1].IndexOf(end, StringComparison.Ordinal);
        return at < 0 ? throw new ProgramException($"it printed no {end}") : parts[1][..at];
    }

    private static string ErrorIn(string failure)
    {
        try
        {
            JsonElement root = StrictJson.Parse(failure);
            return VisibleText.Start($"{Text(root, "error_type")} {Text(root, "error")}".Trim());
        }
        catch (JsonException)
        {
            return VisibleText.Start(failure.Trim());
        }
    }

    private static string Describe(ProgramOutput output)
    {
        // The last line of a traceback says what happened.
        string error = output.Error.Trim();
        string said = error.Length == 0 ? "" : error.Length > Shown ? $": ...{error[^Shown..]}" : $": {error}";
        int signal = OperatingSystem.IsWindows() ? 0 : output.ExitCode - FirstSignal;
        string after = signal is > 0 and <= MostSignals ? FormattableString.Invariant($", as after the signal {signal}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"it ended with the exit code {output.ExitCode}{after}{said}");
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
