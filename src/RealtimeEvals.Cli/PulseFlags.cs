using System.CommandLine;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Pulse;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that say which gate of which status file is written.</summary>
internal sealed class PulseFlags
{
    private readonly Option<string> _gateKey =
        Text("--gate-key", Words.Of<PulseOptions>(nameof(PulseOptions.GateKey)), RefusalOptions.UsualGateKey);

    private readonly Option<PulsePlacement> _placement =
        Choice<PulsePlacement>("--placement", Words.Of<PulseOptions>(nameof(PulseOptions.Placement)));

    /// <summary>The status file.</summary>
    public Option<string> Path { get; } = new("--status-json")
    {
        Description = Words.Of<PulseOptions>(nameof(PulseOptions.Path)),
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Path, _gateKey, _placement }) command.Options.Add(option);
    }

    /// <summary>Whether the gate is named.</summary>
    public bool IsKeyGiven(ParseResult parsed) => parsed.GetResult(_gateKey) is { Implicit: false };

    /// <summary>The name of the gate.</summary>
    public string GateKey(ParseResult parsed, string otherwise) => IsKeyGiven(parsed) ? parsed.GetValue(_gateKey)! : otherwise;

    /// <summary>Which gate of which file; null when no file is named.</summary>
    public PulseOptions? Read(ParseResult parsed, string gateKey, bool mayCreate) => parsed.GetValue(Path) is { Length: > 0 } path
        ? new PulseOptions { Path = FullPath(path), GateKey = gateKey, Placement = parsed.GetValue(_placement), MayCreate = mayCreate }
        : null;
}
