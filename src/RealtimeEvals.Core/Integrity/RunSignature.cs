using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Integrity;

/// <summary>
/// Signatures with the key of a certificate. The kind of key alone decides the algorithm, so that an envelope cannot ask for a weaker one:
/// ECDSA over P-256 with SHA-256, over P-384 with SHA-384 and over P-521 with SHA-512, as a DER sequence; RSA as PSS with SHA-256.
/// </summary>
internal static class RunSignature
{
    private const int SmallestRsaKey = 2048;
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;

    /// <summary>Signs data.</summary>
    /// <exception cref="EvalException"><c>CertificateUnusable</c>: there is no private key, or none of these kinds.</exception>
    public static byte[] Sign(X509Certificate2 certificate, byte[] data)
    {
        try
        {
            using ECDsa? curve = certificate.GetECDsaPrivateKey();
            if (curve is not null && HashOf(curve) is HashAlgorithmName hash) return curve.SignData(data, hash, Format);
            using RSA? rsa = certificate.GetRSAPrivateKey();
            if (rsa?.KeySize >= SmallestRsaKey) return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        }
        catch (CryptographicException exception)
        {
            throw EvalErrors.CertificateUnusable(certificate.Subject, "its private key cannot be used", exception);
        }

        string why = certificate.HasPrivateKey
            ? "its key is neither ECDSA over P-256, P-384 or P-521 nor RSA with 2048 bits or more"
            : "it comes without its private key";
        throw EvalErrors.CertificateUnusable(certificate.Subject, why);
    }

    /// <summary>Whether a signature is that of the certificate's key over the data.</summary>
    public static bool Fits(X509Certificate2 certificate, byte[] data, byte[] signature)
    {
        try
        {
            using ECDsa? curve = certificate.GetECDsaPublicKey();
            if (curve is not null && HashOf(curve) is HashAlgorithmName hash) return curve.VerifyData(data, signature, hash, Format);
            using RSA? rsa = certificate.GetRSAPublicKey();
            return rsa?.KeySize >= SmallestRsaKey && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Returns the SHA-256 in hex of the public key.</summary>
    public static string KeyId(X509Certificate2 certificate) => FileHash.Of(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>Whether a certificate is the trusted one, or was issued below it. Its dates are not looked at here.</summary>
    public static bool IsTrusted(X509Certificate2 certificate, X509Certificate2 trusted)
    {
        if (KeyId(certificate) == KeyId(trusted)) return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    private static HashAlgorithmName? HashOf(ECDsa key) => key.KeySize switch
    {
        256 => HashAlgorithmName.SHA256,
        384 => HashAlgorithmName.SHA384,
        521 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
