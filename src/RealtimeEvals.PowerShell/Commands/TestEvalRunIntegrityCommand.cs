using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Integrity;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Tests whether stored runs are as they were left, and who signed them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EvalRunIntegrity", DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(EvalRunIntegrity), typeof(bool))]
public sealed class TestEvalRunIntegrityCommand : SignedRunCommand
{
    private bool _isSealed = true;
    private bool _hasRun;

    /// <summary>Gives one true or false, for an if: true only where every run is intact and had come to its end.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process(string runPath)
    {
        // A run that cannot be checked is an error, and leaves this false.
        (bool others, _isSealed, _hasRun) = (_isSealed, false, true);
        using X509Certificate2? read = CertificatePath.Length > 0 ? SigningCertificate.Read(this.Full(CertificatePath)) : null;
        EvalRunIntegrity run = new RunVerification(TimeProvider.System).Check(runPath, Certificate ?? read);
        _isSealed = others && run.IsSealed;
        if (!Quiet) WriteObject(run);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Quiet) WriteObject(_hasRun && _isSealed);
    }
}
