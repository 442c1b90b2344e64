using System.Numerics;

namespace RealtimeEvals.Datasets;

/// <summary>The exact value of a JSON number of any length: digits x 10^exponent, without leading or trailing zeros.</summary>
/// <param name="IsNegative">Whether it is negative; zero is not.</param>
/// <param name="Digits">The significant digits; empty for zero.</param>
/// <param name="Exponent">The power of ten of the last digit; 0 for zero.</param>
internal readonly record struct JsonNumber(bool IsNegative, string Digits, BigInteger Exponent)
{
    /// <summary>Parses the text of a valid JSON number.</summary>
    public static JsonNumber Parse(string text)
    {
        string[] parts = text.Split(['e', 'E']);
        string[] mantissa = parts[0].TrimStart('-').Split('.');
        string fraction = mantissa.Length > 1 ? mantissa[1] : "";
        string digits = (mantissa[0] + fraction).TrimStart('0');
        string significant = digits.TrimEnd('0');
        if (significant.Length == 0) return new JsonNumber(false, "", 0);
        BigInteger power = parts.Length > 1 ? BigInteger.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new JsonNumber(text[0] == '-', significant, power - fraction.Length + (digits.Length - significant.Length));
    }
}
