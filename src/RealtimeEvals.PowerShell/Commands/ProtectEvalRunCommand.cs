using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Integrity;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Signs completed runs with a certificate of yours.</summary>
[Cmdlet(VerbsSecurity.Protect, "EvalRun", SupportsShouldProcess = true, DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(EvalRunIntegrity))]
public sealed class ProtectEvalRunCommand : SignedRunCommand
{
    /// <inheritdoc cref="SignerOptions.PrivateKeyPath" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PrivateKeyPath { get; set; } = "";

    /// <summary>The password of the file that holds the private key.</summary>
    /// <value>none</value>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <inheritdoc cref="SignerOptions.Force" />
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.Guarded(() =>
        {
            if (Certificate is null && CertificatePath.Length == 0)
            {
                throw EvalErrors.InvalidSetting(["No certificate is given to sign with."]);
            }
        });
    }

    private protected override void Process(string runPath)
    {
        using X509Certificate2? read = Certificate is null ? Read() : null;
        X509Certificate2 signer = Certificate ?? read!;
        if (!ShouldProcess(runPath, $"Sign the run as {signer.Subject}")) return;
        WriteObject(new RunProtection(TimeProvider.System).Protect(runPath, signer, Force));
    }

    /// <summary>Reads the certificate. The password is in the clear only meanwhile, in memory that is wiped.</summary>
    private X509Certificate2 Read()
    {
        string keyPath = PrivateKeyPath.Length > 0 ? this.Full(PrivateKeyPath) : "";
        if (Password is null) return SigningCertificate.Read(this.Full(CertificatePath), keyPath);
        char[] clear = new char[Password.Length];
        IntPtr copy = Marshal.SecureStringToGlobalAllocUnicode(Password);
        try
        {
            Marshal.Copy(copy, clear, 0, clear.Length);
            return SigningCertificate.Read(this.Full(CertificatePath), keyPath, clear);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(clear.AsSpan()));
        }
    }
}
