using System.CommandLine;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Pulse;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that choose a status file and one of its gates.</summary>
internal sealed class PulseFlags
{
    private readonly Option<string> _gateKey =
        Text("--gate-key", Words.Of<PulseOptions>(nameof(PulseOptions.GateKey)), RefusalOptions.DefaultGateKey);

    private readonly Option<PulsePlacement> _placement =
        Choice<PulsePlacement>("--placement", Words.Of<PulseOptions>(nameof(PulseOptions.Placement)));

    /// <summary>The path of the status file.</summary>
    public Option<string> Path { get; } = new("--status-json")
    {
        Description = Words.Of<PulseOptions>(nameof(PulseOptions.Path)),
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Path, _gateKey, _placement }) command.Options.Add(option);
    }

    /// <summary>Whether the name of the gate is given.</summary>
    public bool IsKeyGiven(ParseResult parsed) => parsed.GetResult(_gateKey) is { Implicit: false };

    /// <summary>Returns the name of the gate, or a default.</summary>
    public string GateKey(ParseResult parsed, string otherwise) => IsKeyGiven(parsed) ? parsed.GetValue(_gateKey)! : otherwise;

    /// <summary>Returns the gate and its status file; null when no file is given.</summary>
    public PulseOptions? Read(ParseResult parsed, string gateKey, bool mayCreate) => parsed.GetValue(Path) is { Length: > 0 } path
        ? new PulseOptions { Path = FullPath(path), GateKey = gateKey, Placement = parsed.GetValue(_placement), MayCreate = mayCreate }
        : null;
}
