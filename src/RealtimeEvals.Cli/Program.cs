using System.CommandLine;
using RealtimeEvals.Cli;

var root = new RootCommand("Evaluates realtime voice agents.")
{
    CrawlVerb.Create(),
    WalkVerb.Create(),
    WalkAudioVerb.Create(),
    SandboxVerb.Create(),
};
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (string message in parsed.Errors.Select(error => error.Message)) await Console.Error.WriteLineAsync($"error: {message}");
    await Console.Error.WriteLineAsync($"Type 'realtime-evals {parsed.CommandResult.Command.Name} --help' to see what can be given.");
    return ExitCode.Usage;
}

// Long enough for a stopped run to write what it has.
return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
