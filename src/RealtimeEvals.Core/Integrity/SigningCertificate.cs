using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Integrity;

/// <summary>Reads certificates, with or without their private key, from PEM, DER and PKCS#12 files.</summary>
public static class SigningCertificate
{
    private const string PemMark = "-----BEGIN";

    /// <summary>Reads a certificate.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="keyPath">The absolute path of a PEM file with the private key; empty when none is needed or the file has it.</param>
    /// <param name="password">The password of the PKCS#12 file or of the key; empty for none.</param>
    /// <exception cref="EvalException"><c>CertificateUnusable</c>: a file cannot be read, or is none, or has another password.</exception>
    public static X509Certificate2 Read(string path, string keyPath = "", ReadOnlySpan<char> password = default)
    {
        try
        {
            byte[] content = PlainFile.Read(path, InputLimits.TextBytes);
            string text = Encoding.UTF8.GetString(content);
            bool isPem = text.Contains(PemMark, StringComparison.Ordinal);
            string key = keyPath.Length > 0 ? Encoding.UTF8.GetString(PlainFile.Read(keyPath, InputLimits.TextBytes)) : isPem ? text : "";
            if (key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            {
                string certificate = isPem ? text : PemEncoding.WriteString("CERTIFICATE", content);
                return key.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
                    ? X509Certificate2.CreateFromEncryptedPem(certificate, key, password)
                    : X509Certificate2.CreateFromPem(certificate, key);
            }

            if (keyPath.Length > 0) throw EvalErrors.CertificateUnusable(keyPath, "the file holds no private key in PEM");
            return X509Certificate2.GetCertContentType(content) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12(content, password)
                : X509CertificateLoader.LoadCertificate(content);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            string why = exception is CryptographicException
                ? "it is no certificate in PEM, DER or PKCS#12, its key is another one's, or its password is another"
                : exception.Message;
            throw EvalErrors.CertificateUnusable(path, why, exception is CryptographicException ? null : exception);
        }
    }
}
