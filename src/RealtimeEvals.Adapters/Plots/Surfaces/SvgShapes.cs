using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>Makes the shapes that Skia writes as SVG a fraction as long, without a visible difference.</summary>
internal static partial class SvgShapes
{
    /// <summary>Returns the shapes with numbers of one decimal, and each clip only once.</summary>
    public static string Shorten(string shapes)
    {
        string plain = Number().Replace(shapes, match =>
            double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture));
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        string once = Clip().Replace(plain, match =>
        {
            (string id, string shape) = (match.Groups["id"].Value, match.Groups["shape"].Value);
            if (first.TryAdd(shape, id)) return match.Value;
            same[id] = first[shape];
            return "";
        });
        string joined = Reference().Replace(once, match =>
        {
            string id = match.Groups["id"].Value;
            return $"url(#{same.GetValueOrDefault(id, id)})";
        });
        return Indentation().Replace(joined, "\n");
    }

    [GeneratedRegex(@"-?\d+\.\d{2,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();

    [GeneratedRegex("<clipPath id=\"(?<id>[^\"]+)\">(?<shape>.*?)</clipPath>", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Clip();

    [GeneratedRegex(@"url\(#(?<id>[^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Indentation();
}
