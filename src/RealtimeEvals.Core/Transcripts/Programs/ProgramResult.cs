using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// Reads what a program printed: JSON between the markers of a result, or between those of an error. Anything else that it printed does
/// not count.
/// </summary>
internal static class ProgramResult
{
    private const int FirstSignal = 128;
    private const int MostSignals = 31;
    private const int Shown = 200;

    /// <summary>Reads the result.</summary>
    /// <param name="output">What the program left.</param>
    /// <param name="runId">The id that it was told, which its result must not contradict.</param>
    /// <param name="contract">The markers and the exit codes.</param>
    /// <exception cref="ProgramException">It failed, or printed no result, several results, or one that cannot be read.</exception>
    public static JsonElement Read(ProgramOutput output, string runId, ProgramContract contract)
    {
        string failed = output.ExitCode == contract.ImportError ? "it could not import what it needs" : "it failed";
        if (Between(output.Output, contract.ErrorStart, contract.ErrorEnd) is string failure)
        {
            throw new ProgramException($"{failed}: {ErrorIn(failure)}");
        }

        if (output.ExitCode != 0)
        {
            throw new ProgramException($"{(output.ExitCode == contract.ImportError ? $"{failed}; " : "")}{Describe(output)}");
        }

        string result = Between(output.Output, contract.ResultStart, contract.ResultEnd)
            ?? throw new ProgramException($"it printed no result between {contract.ResultStart} and {contract.ResultEnd}");
        try
        {
            JsonElement root = StrictJson.Parse(result);
            if (Text(root, "run_id") is { Length: > 0 } told && told != runId)
            {
                throw new ProgramException($"its result is of the run '{VisibleText.Start(told)}'");
            }

            bool isNone = root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("success", out JsonElement success)
                && success.ValueKind != JsonValueKind.True;
            return isNone ? throw new ProgramException($"its result is no success: {ErrorIn(result)}") : root;
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
