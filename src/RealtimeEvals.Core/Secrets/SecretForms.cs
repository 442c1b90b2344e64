using System.Text;

namespace RealtimeEvals.Secrets;

/// <summary>The encodings of a secret to look for. Escapes are not among them: they are decoded first.</summary>
internal static class SecretForms
{
    /// <summary>Returns the secret itself, in hexadecimal, and in Base64 as it appears after 0, 1 or 2 other bytes.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        IEnumerable<string> encoded = [.. Enumerable.Range(0, 3).Select(before => InBase64(bytes, before))];
        return
        [
            secret,
            Convert.ToHexString(bytes),
            Convert.ToHexStringLower(bytes),
            .. encoded,
            .. encoded.Select(ForAddresses).Except(encoded, StringComparer.Ordinal),
        ];
    }

    /// <summary>Returns the Base64 characters whose bits all come from the secret.</summary>
    private static string InBase64(byte[] secret, int before)
    {
        string all = Convert.ToBase64String([.. new byte[before], .. secret, 0, 0]);
        int first = (before * 8 + 5) / 6;
        return all[first..((before + secret.Length) * 8 / 6)];
    }

    private static string ForAddresses(string base64) => base64.Replace('+', '-').Replace('/', '_');
}
