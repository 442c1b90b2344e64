using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using RealtimeEvals.Cli;

// Write UTF-8 to pipes and files on every platform; Windows would use the code page of the console.
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
    // No message can be written, so that the exit code must be enough.
    return ExitCode.Infrastructure;
}

static async Task<int> RunAsync(ParseResult parsed)
{
    // This gives a stopped run enough time to write its results.
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
