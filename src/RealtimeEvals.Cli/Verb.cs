using System.CommandLine;

namespace RealtimeEvals.Cli;

/// <summary>
/// A verb of the program. The flags of all verbs take long to make, and one start needs those of one verb: the others are there with what
/// the list of verbs shows.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Create">Makes the verb with all flags.</param>
/// <param name="Arguments">The names of its arguments.</param>
internal sealed record Verb(string Name, string Summary, Func<Command> Create, params string[] Arguments)
{
    private const string Run = "RUN";

    /// <summary>All verbs, in the order in which they are shown.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("crawl", CrawlVerb.Summary, CrawlVerb.Create),
        new("walk", WalkVerb.Summary, WalkVerb.Create),
        new("walk-audio", WalkAudioVerb.Summary, WalkAudioVerb.Create),
        new("run", RunVerb.Summary, RunVerb.Create),
        new("benchmark", BenchmarkVerb.Summary, BenchmarkVerb.Create),
        new("lint", LintVerb.Summary, LintVerb.Create, "PATH"),
        new("measure", MeasureVerb.Summary, MeasureVerb.Create, Run),
        new("merge", MergeVerb.Summary, MergeVerb.Create, "SHARD"),
        new("play", PlayVerb.Summary, PlayVerb.Create, Run, "CASE"),
        new("compare", CompareVerb.Summary, CompareVerb.Create, "REFERENCE", Run),
        new("baseline", BaselineVerb.Summary, BaselineVerb.Create, Run),
        new("power", PowerVerb.Summary, PowerVerb.Create),
        new("agreement", AgreementVerb.Summary, AgreementVerb.Create, Run),
        new("gate", GateVerb.Summary, GateVerb.Create, Run),
        new("refusal-smoke", RefusalVerb.Summary, RefusalVerb.Create),
        new("pulse", PulseVerb.Summary, PulseVerb.Create),
        new("report", ReportVerb.Summary, ReportVerb.Create, Run),
        new("plot", PlotVerb.Summary, PlotVerb.Create, Run),
        new("serve", ServeVerb.Summary, ServeVerb.Create),
        new("sandbox", SandboxVerb.Summary, SandboxVerb.Create),
        new("verify", VerifyVerb.Summary, VerifyVerb.Create, Run),
        new("protect", ProtectVerb.Summary, ProtectVerb.Create, Run),
    ];

    /// <summary>Returns the verbs for a command line: those that it may mean with all flags.</summary>
    /// <param name="args">The command line.</param>
    public static RootCommand RootOf(IReadOnlyList<string> args)
    {
        // A response file or a directive may hold more words than are seen here.
        bool mayMeanAll = args.Any(word => word.StartsWith('@') || word.StartsWith('['));
        var root = new RootCommand("Evaluates realtime voice agents.");
        foreach (Verb verb in All)
        {
            root.Subcommands.Add(mayMeanAll || args.Contains(verb.Name, StringComparer.Ordinal) ? verb.Create() : verb.Shown());
        }

        return root;
    }

    /// <summary>Returns what the list of verbs shows.</summary>
    public Command Shown()
    {
        var command = new Command(Name, Summary);
        foreach (string argument in Arguments) command.Arguments.Add(new Argument<string>(argument));
        return command;
    }
}
