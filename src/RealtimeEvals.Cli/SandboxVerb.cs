using System.CommandLine;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals sandbox</c>: runs the sandbox until it is stopped.</summary>
internal static class SandboxVerb
{
    private static readonly Option<int> Port = new("--port") { Description = Words.Of<SandboxOptions>(nameof(SandboxOptions.Port)) };
    private static readonly Option<string[]> Faults = new("--fault")
    {
        Description = $"{Words.Of<SandboxOptions>(nameof(SandboxOptions.Faults))} Kinds: {string.Join(", ", SandboxFault.Kinds)}.",
        HelpName = "FAULT",
    };

    private static readonly Option<string> Rules = new("--rules")
    {
        Description = Words.WithDefault<SandboxOptions>(nameof(SandboxOptions.RulesPath)),
        HelpName = "DIR",
    };

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Runs the OpenAI-compatible sandbox on loopback until Ctrl+C.";

    public static Command Create()
    {
        var command = new Command("sandbox", Summary) { Port, Faults, Rules };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(async () =>
        {
            SandboxFault[] problems = [.. (parsed.GetValue(Faults) ?? []).Select(SandboxFault.Parse)];
            var options = new SandboxOptions { Port = parsed.GetValue(Port), Faults = problems };
            if (parsed.GetValue(Rules) is { Length: > 0 } rules) options = options with { RulesPath = Flags.FullPath(rules) };
            await using var sandbox = SandboxServer.Start(options, TimeProvider.System);
            await Terminal.Output.OwnAsync(
                $"Realtime: {sandbox.Endpoint}{Environment.NewLine}REST:     {sandbox.Target.Rest}{Environment.NewLine}");
            await Terminal.Error.LineAsync("Stop with Ctrl+C.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                .ContinueWith(static _ => { }, TaskScheduler.Default);
            return ExitCode.Success;
        }));
        return command;
    }
}
