using System.Management.Automation;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Starts an OpenAI-compatible sandbox on loopback in this process.</summary>
[Cmdlet(VerbsLifecycle.Start, "RealtimeSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(RealtimeSandbox))]
public sealed class StartRealtimeSandboxCommand : PSCmdlet
{
    /// <inheritdoc cref="SandboxOptions.Port" />
    [Parameter(Position = 0)]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <inheritdoc cref="SandboxOptions.Faults" />
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string[] Fault { get; set; } = [];

    /// <inheritdoc cref="SandboxOptions.RulesPath" />
    [Parameter]
    [Alias("Rules")]
    [ValidateNotNullOrEmpty]
    public string? RulesPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        this.RequireGiven();
        SandboxFault[] faults = [.. Fault.Select(SandboxFault.Parse)];
        if (!ShouldProcess(FormattableString.Invariant($"127.0.0.1:{Port}"), "Start a sandbox")) return;
        var options = new SandboxOptions { Port = Port, Faults = faults };
        if (RulesPath is not null) options = options with { RulesPath = this.Full(RulesPath) };
        var server = SandboxServer.Start(options, TimeProvider.System);
        WriteObject(new RealtimeSandbox(server, string.Join(' ', Fault), TimeProvider.System.GetUtcNow()));
    });
}
