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
    /// <summary>Gives only true or false, for an if.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process(string runPath)
    {
        using X509Certificate2? read = CertificatePath.Length > 0 ? SigningCertificate.Read(this.Full(CertificatePath)) : null;
        EvalRunIntegrity run = new RunVerification(TimeProvider.System).Check(runPath, Certificate ?? read);
        if (Quiet)
        {
            WriteObject(run.IsIntact);
            return;
        }

        WriteObject(run);
    }
}
