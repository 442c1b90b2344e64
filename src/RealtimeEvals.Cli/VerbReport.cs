using System.Text.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>Parts that the reports of all verbs share.</summary>
internal static class VerbReport
{
    /// <summary>The maximum width of a line.</summary>
    public const int Width = 118;

    /// <summary>Creates a console for tables, as wide as the terminal but not wider than <see cref="Width"/>.</summary>
    public static IAnsiConsole OpenConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Terminal.Output.Open()),
            Ansi = Terminal.Output.IsTerminal && !ServiceEnvironment.IsColorless ? AnsiSupport.Detect : AnsiSupport.No,
        });
        console.Profile.Width = Terminal.Output.IsTerminal ? Math.Min(console.Profile.Width, Width) : Width;
        return console;
    }

    /// <summary>Writes the results of a run as JSON, its table as it stands in its folder, or what people read.</summary>
    /// <param name="style">What is asked for.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="results">The results.</param>
    /// <param name="show">Writes what people read.</param>
    public static Task WriteAsync<T>(OutputStyle style, string runPath, IEnumerable<T> results, Func<Task> show) => style switch
    {
        // As objects, each brings what its own type has.
        OutputStyle.Json => Terminal.Output.JsonAsync(JsonSerializer.Serialize(results.Cast<object>(), RunJson.Indented)),
        OutputStyle.Csv => Terminal.Output.TableAsync(RunFile.Read(runPath, RunFolder.TableName)),
        _ => show(),
    };

    /// <summary>Writes the transcript of a conversation, which is done for a run of a single one only.</summary>
    public static async Task WriteTranscriptAsync(ConversationResult conversation)
    {
        string transcript = RunFile.Read(conversation.RunPath, conversation.TranscriptPath);
        foreach (string line in transcript.TrimEnd('\n').Split('\n')) await Terminal.Output.WrappedAsync(line);
    }

    /// <summary>Writes where a run is, and what of it people would rather look at.</summary>
    /// <param name="runPath">The folder of the run.</param>
    public static async Task WritePlacesAsync(string runPath)
    {
        await Terminal.Output.LineAsync($"Results, sound and events: {runPath}");
        string report = Path.Combine(runPath, IRunPages.ReportName);
        if (File.Exists(report)) await Terminal.Output.LineAsync($"Report for a browser: {report}");
    }

    /// <summary>Returns foreign text for a cell of a table.</summary>
    public static string Cell(string text) => Markup.Escape(VisibleText.Of(text));

    /// <summary>Returns an outcome in its colour.</summary>
    public static string Colored(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "[green]Pass[/]",
        Outcome.Fail => "[red]Fail[/]",
        Outcome.Error => "[yellow]Error[/]",
        _ => $"[dim]{outcome}[/]",
    };

    /// <summary>Returns the counts of outcomes on one line.</summary>
    public static string Counts(IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        int Count(Outcome outcome) => all.Count(one => one == outcome);
        int passed = Count(Outcome.Pass);
        string decided = FormattableString.Invariant($"{passed} passed, {Count(Outcome.Fail)} failed, {Count(Outcome.Error)} errored");
        string open = FormattableString.Invariant($"{Count(Outcome.Inconclusive)} inconclusive of {all.Length}");
        return $"{decided}, {open}; pass rate {PassRateText.Of(passed, all.Length)}";
    }

    /// <summary>Wraps a text at spaces; all lines after the first are indented.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "   ";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
