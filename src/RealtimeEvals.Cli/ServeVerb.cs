using System.CommandLine;
using RealtimeEvals.Dashboard;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Reporting;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals serve</c>: the dashboard, until it is stopped.</summary>
internal static class ServeVerb
{
    private static readonly Option<int> Port = new("--port") { Description = Words.Of<DashboardOptions>(nameof(DashboardOptions.Port)) };

    private static readonly Option<string> ResultsDir =
        Text("--results-dir", Words.Of<DashboardOptions>(nameof(DashboardOptions.ResultsPath)), "results");

    private static readonly Option<string> StorePath =
        Text("--store-path", Words.WithDefault<DashboardOptions>(nameof(DashboardOptions.StorePath)), "");

    private static readonly Option<string> SpeechCache =
        Text("--speech-cache", Words.WithDefault<CallerSpeech>(nameof(CallerSpeech.CachePath)), "");

    private static readonly Option<string> PromptPath =
        Text("--prompt-path", Words.WithDefault<DashboardOptions>(nameof(DashboardOptions.PromptPath)), "");

    private static readonly Option<string> StatusJson =
        Text("--status-json", Words.WithDefault<DashboardOptions>(nameof(DashboardOptions.StatusPath)), "");

    private static readonly Option<string> Policy =
        Text("--policy", Words.WithDefault<DashboardOptions>(nameof(DashboardOptions.PolicyPath)), "");

    private static readonly Option<string> Scorer =
        Text("--scorer", Words.WithDefault<DashboardOptions>(nameof(DashboardOptions.ScorerPath)), "");

    private static readonly Option<bool> Open = Switch("--open", "Opens the pages in a browser.");

    private static readonly Option<bool> UntilInputEnds =
        Switch(
            "--until-input-ends",
            "Stops when standard input ends, so that it does not outlive the program that started it. Ctrl+C is left to that program.");

    /// <summary>Whether the signals of a terminal are left to the program that started this one.</summary>
    public static bool LeavesSignals(ParseResult parsed) =>
        parsed.CommandResult.Command.Name == Name && parsed.GetValue(UntilInputEnds);

    private const string Name = "serve";

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Serves the dashboard on loopback until Ctrl+C: start, watch, read and compare in a browser.";

    public static Command Create()
    {
        var target = new TargetOptions();
        var command = new Command(Name, Summary)
        {
            Port, ResultsDir, StorePath, SpeechCache, PromptPath, StatusJson, Policy, Scorer, Open, UntilInputEnds,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => ServeAsync(parsed, target, cancellationToken)));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, TargetOptions target, CancellationToken cancellationToken)
    {
        using LeftSignals? signals = LeavesSignals(parsed) ? new LeftSignals(cancellationToken) : null;
        await using SandboxServer? sandbox = target.StartSandbox(parsed);
        DashboardOptions options = ToOptions(parsed, () => sandbox?.Target ?? target.Resolve(parsed));
        await using var server = await DashboardServer.StartAsync(
            options, TimeProvider.System, line => _ = Terminal.Error.LineAsync($"warning: {line}"), cancellationToken);
        await Terminal.Output.OwnAsync($"Dashboard: {server.Address}{Environment.NewLine}");
        using OpenedPage? page = parsed.GetValue(Open) ? await OpenAsync(server.Address) : null;
        if (signals is not null)
        {
            await Task.WhenAny(EndOfInputAsync(signals.Token), EndAsync(signals.Token));
            return ExitCode.Success;
        }

        await Terminal.Error.LineAsync("Whoever has this address can see and start runs. Stop with Ctrl+C.");
        await EndAsync(cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>Opens the pages; where there is no browser, the address that was shown can be opened elsewhere.</summary>
    private static async Task<OpenedPage?> OpenAsync(Uri address)
    {
        try
        {
            return OpenedPage.Of(address);
        }
        catch (EvalException)
        {
            await Terminal.Error.LineAsync("warning: No browser could be started; open the address yourself.");
            return null;
        }
    }

    private static async Task EndOfInputAsync(CancellationToken cancellationToken)
    {
        byte[] nothing = new byte[256];
        await using Stream input = Terminal.Input;
        while (await input.ReadAsync(nothing, cancellationToken) > 0)
        {
            // Only the end means something.
        }
    }

    private static Task EndAsync(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);

    private static DashboardOptions ToOptions(ParseResult parsed, Func<ServiceTarget> target)
    {
        string results = FullPath(parsed.GetValue(ResultsDir)!);
        return new DashboardOptions
        {
            Port = parsed.GetValue(Port),
            ResultsPath = results,
            StorePath = Given(StorePath) is { Length: > 0 } store ? store : Runs.Index.StorePath.Default(),
            SpeechCachePath = Given(SpeechCache) is { Length: > 0 } cache ? cache : CachedSpeech.DefaultFolder(results),
            PromptPath = Given(PromptPath) is { Length: > 0 } prompts ? prompts : PromptFolder.Shipped,
            StatusPath = Given(StatusJson),
            PolicyPath = Given(Policy),
            ScorerPath = Given(Scorer),
            Target = target,
        };

        string Given(Option<string> option) => parsed.GetValue(option) is { Length: > 0 } path ? FullPath(path) : "";
    }
}
