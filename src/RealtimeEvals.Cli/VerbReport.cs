using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using Spectre.Console;

namespace RealtimeEvals.Cli;

/// <summary>What the reports of all verbs have in common.</summary>
internal static class VerbReport
{
    /// <summary>The widest line.</summary>
    public const int Width = 118;

    /// <summary>A console for tables, as wide as the terminal or as a line may be.</summary>
    public static IAnsiConsole OpenConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Terminal.Output.Open()),
            Ansi = Terminal.Output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        console.Profile.Width = Terminal.Output.IsTerminal ? Math.Min(console.Profile.Width, Width) : Width;
        return console;
    }

    /// <summary>The text of others in a cell of a table.</summary>
    public static string Cell(string text) => Markup.Escape(VisibleText.Of(text));

    /// <summary>An outcome in its colour.</summary>
    public static string Colored(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "[green]Pass[/]",
        Outcome.Fail => "[red]Fail[/]",
        Outcome.Error => "[yellow]Error[/]",
        _ => outcome.ToString(),
    };

    /// <summary>How many cases had which outcome, in one line.</summary>
    public static string Counts(IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        int Count(Outcome outcome) => all.Count(one => one == outcome);
        int passed = Count(Outcome.Pass);
        string decided = FormattableString.Invariant($"{passed} passed, {Count(Outcome.Fail)} failed, {Count(Outcome.Error)} errored");
        string open = FormattableString.Invariant($"{Count(Outcome.Inconclusive)} inconclusive of {all.Length}");
        return FormattableString.Invariant($"{decided}, {open}; pass rate {(double)passed / all.Length:P1}");
    }

    /// <summary>Breaks a text at spaces; what follows the first line is indented.</summary>
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
