using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using RealtimeEvals.Cli;

// Write UTF-8 to pipes and files on every platform; Windows would use the code page of the console.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

try
{
    int code = await RunAsync(Verb.RootOf(args).Parse(args));
    Terminal.Close();
    return code;
}
catch (IOException exception) when (OutputError.Is(exception))
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
        ProcessTerminationTimeout = ServeVerb.LeavesSignals(parsed) ? null : TimeSpan.FromSeconds(30),
    };
    string[] problems = [.. parsed.Errors.Select(Describe), .. EmptyValues(parsed)];
    if (problems.Length == 0) return await parsed.InvokeAsync(invocation);
    foreach (string problem in problems) await Terminal.Error.LineAsync($"error: {problem}");

    string verb = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
    await Terminal.Error.LineAsync($"Type 'realtime-evals {verb}--help' to see what can be given.");
    return ExitCode.Usage;
}

static string Describe(ParseError error) =>
    error.SymbolResult is OptionResult option ? $"{option.Option.Name}: {error.Message}" : error.Message;

// A variable of a script that was never set must not stand for a default.
static IEnumerable<string> EmptyValues(ParseResult parsed) => parsed.CommandResult.Children
    .Where(given => given.Tokens.Any(token => token.Value.Length == 0))
    .Select(given => given is OptionResult option ? option.Option.Name : ((ArgumentResult)given).Argument.Name)
    .Select(name => $"{name} is empty: give it a value, or leave it out.");
