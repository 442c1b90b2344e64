using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using RealtimeEvals.Cli;

// A pipe or a file gets UTF-8 everywhere; Windows would write in the code page of the console.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("Evaluates realtime voice agents.")
{
    CrawlVerb.Create(),
    WalkVerb.Create(),
    WalkAudioVerb.Create(),
    RunVerb.Create(),
    MeasureVerb.Create(),
    GateVerb.Create(),
    RefusalVerb.Create(),
    PulseVerb.Create(),
    ReportVerb.Create(),
    SandboxVerb.Create(),
};
try
{
    int code = await RunAsync(root.Parse(args));
    Terminal.Close();
    return code;
}
catch (IOException exception) when (OutputFault.Is(exception))
{
    // Where nothing can be told, the code tells it.
    return ExitCode.Infrastructure;
}

static async Task<int> RunAsync(ParseResult parsed)
{
    // Long enough for a stopped run to write what it has.
    var invocation = new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    };
    if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(invocation);
    foreach (ParseError error in parsed.Errors)
    {
        string flag = error.SymbolResult is OptionResult option ? $"{option.Option.Name}: " : "";
        await Terminal.Error.LineAsync($"error: {flag}{error.Message}");
    }

    string verb = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
    await Terminal.Error.LineAsync($"Type 'realtime-evals {verb}--help' to see what can be given.");
    return ExitCode.Usage;
}
