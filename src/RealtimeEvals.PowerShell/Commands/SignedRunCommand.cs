using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Integrity;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that name a certificate, for cmdlets that sign runs or check their signatures.</summary>
public abstract class SignedRunCommand : RunFolderCommand
{
    /// <inheritdoc cref="SignerOptions.CertificatePath" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = "";

    /// <summary>The certificate as an object, such as one of the drive Cert: on Windows.</summary>
    /// <value>none</value>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        if (Certificate is not null && CertificatePath.Length > 0)
        {
            throw EvalErrors.InvalidSetting(["The certificate is given twice: as an object and as a file."]);
        }
    });
}
