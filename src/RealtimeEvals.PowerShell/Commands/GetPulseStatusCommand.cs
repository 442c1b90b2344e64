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
    /// <remarks>
    /// It is taken as it is written: brackets and asterisks are plain characters. Files of Get-ChildItem and Get-Item bind here by their
    /// property PSPath. A relative path starts at the current location.
    /// </remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [Alias("Path", "StatusJson", "PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The gates that are wanted, as they are written.</summary>
    /// <remarks>One that is not there does not pass. With -AsRegistryStub at least one must be named.</remarks>
    /// <value>all gates of the file</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GateKeyCompleter))]
    public string[] GateKey { get; set; } = [];

    /// <summary>Gives an entry of the gate registry for each named gate, as YAML, instead of a status.</summary>
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
