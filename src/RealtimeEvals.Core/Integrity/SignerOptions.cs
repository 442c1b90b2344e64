namespace RealtimeEvals.Integrity;

/// <summary>Who signs a run, and who has to have signed it.</summary>
public sealed record SignerOptions
{
    /// <summary>The file with the certificate, in PEM, DER or PKCS#12.</summary>
    /// <remarks>
    /// To sign, its private key is needed: in the same file, or in a PEM file of its own. To check a signature, the certificate that signed
    /// or the root that it was issued below is enough.
    /// </remarks>
    /// <value>none</value>
    public string CertificatePath { get; init; } = "";

    /// <summary>The PEM file with the private key of the certificate.</summary>
    /// <value>the file of the certificate</value>
    public string PrivateKeyPath { get; init; } = "";

    /// <summary>Replaces a signed statement that is there.</summary>
    public bool Force { get; init; }
}
