using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RealtimeEvals.Tests.Support;

/// <summary>Certificates that tests sign with.</summary>
internal static class Certificates
{
    /// <summary>A certificate that vouches for itself, with its key.</summary>
    public static X509Certificate2 Of(string name, string key = "nistP256", int days = 365, bool isRoot = false)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1);
        if (key == "rsa")
        {
            using var rsa = RSA.Create(2048);
            return new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
                .CreateSelfSigned(from, from.AddDays(days));
        }

        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName(key));
        var request = new CertificateRequest(name, curve, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isRoot, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(from, from.AddDays(days));
    }

    /// <summary>A certificate that another one issued, with its key.</summary>
    public static X509Certificate2 Below(X509Certificate2 issuer, string name)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, curve, HashAlgorithmName.SHA256);
        using X509Certificate2 issued = request.Create(
            issuer, new DateTimeOffset(issuer.NotBefore), new DateTimeOffset(issuer.NotAfter), [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(curve);
    }
}
