using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Reads a status.json of PULSE: its gates, and which of them pass.</summary>
[Cmdlet(VerbsCommon.Get, "PulseStatus", DefaultParameterSetName = ByPath)]
[OutputType(typeof(PulseStatus), typeof(string))]
public sealed class GetPulseStatusCommand : PSCmdlet
{
    private const string ByPath = "Path";
    private const string ByStub = "RegistryStub";

    /// <summary>The status file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Alias("Path", "StatusJson", "PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>
    /// The gates that are wanted; one that is not there does not pass. Without any, all are given; the registry needs them named.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GateKeyCompleter))]
    public string[] GateKey { get; set; } = [];

    /// <summary>Gives instead what a gate registry must say about the gates, as YAML.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByStub)]
    public SwitchParameter AsRegistryStub { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        if (AsRegistryStub && GateKey.Length == 0)
        {
            throw EvalErrors.InvalidSetting(["The registry is told about gates that are named: add -GateKey."]);
        }

        if (AsRegistryStub) WriteObject(string.Concat(GateKey.Select(GateRegistryStub.Write)));
        else WriteObject(PulseStatusReader.Read(this.Full(LiteralPath)).Only(GateKey));
    });
}
