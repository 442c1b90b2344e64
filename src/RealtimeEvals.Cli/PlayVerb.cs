using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Playing;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals play</c>: plays the audio of cases of a stored run, or writes it to a file.</summary>
internal static class PlayVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };

    private static readonly Argument<string[]> Case = new("CASE")
    {
        Description = "The cases to play, in this order: ids of cases, simulations or conversations.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<PlayMode> Mode = Choice<PlayMode>("--mode", Words.Of<PlayOptions>(nameof(PlayOptions.Mode)));

    private static readonly Option<string> OutPath =
        new("--out-path") { Description = Words.WithDefault<PlayOptions>(nameof(PlayOptions.OutPath)), HelpName = "FILE" };

    private static readonly Option<bool> NoClobber = Switch("--no-clobber", Words.Of<PlayOptions>(nameof(PlayOptions.NoClobber)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Plays what the caller and the agent of cases sounded like, or writes it to a WAV file.";

    public static Command Create()
    {
        var command = new Command("play", Summary)
        {
            Run,
            Case,
            Mode,
            OutPath,
            NoClobber,
            StoredRuns.ResultsDir,
        };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new PlayOptions
        {
            Mode = parsed.GetValue(Mode),
            OutPath = parsed.GetValue(OutPath) is { Length: > 0 } given ? FullPath(given) : "",
            NoClobber = parsed.GetValue(NoClobber),
        };
        options.RefuseToReplace();
        IReadOnlyList<PlayedCase> cases = PlayedCase.In(StoredRuns.Find(parsed, parsed.GetValue(Run)!), parsed.GetValue(Case)!);
        var sink = new ConsoleSink("play");
        bool isWhole = await new PlayOperation(AdapterServices.Create(TimeProvider.System))
            .RunAsync(cases, options, sink, cancellationToken);
        foreach (FileInfo file in sink.Items.OfType<FileInfo>()) await Terminal.Output.LineAsync(file.FullName);
        return isWhole ? ExitCode.Success : ExitCode.Infrastructure;
    }
}
