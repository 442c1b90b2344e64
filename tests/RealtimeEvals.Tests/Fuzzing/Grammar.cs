using System.Text;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>Makes inputs from nothing that are of the right form, out of the words of samples.</summary>
/// <param name="random">Decides.</param>
/// <param name="samples">Where the words come from.</param>
public sealed partial class Grammar(Random random, IReadOnlyList<byte[]> samples)
{
    private const int Deepest = 6;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e400", "12345678901234567890", "\"\"", "\" \"",
        "\"\\u0000\"", "\"\\ud800\"", "\"{{x}}\"", "\"../x\"", "\"=1\"", "[]", "{}", "\"\\u202e\"",
    ];

    private readonly string[] _names = Words(samples, Name());
    private readonly string[] _texts = Words(samples, Text());

    /// <summary>A JSON object.</summary>
    public byte[] Json() => Encoding.UTF8.GetBytes(Object(0));

    /// <summary>Lines of JSON objects.</summary>
    public byte[] Lines() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Object(1) + "\n")));

    /// <summary>A table with the columns of a sample, some of them lost, doubled or in another order.</summary>
    public byte[] Table()
    {
        string[] columns = Encoding.UTF8.GetString(Pick(samples)).Split('\n')[0].Trim('\r', '\uFEFF').Split(',');
        if (random.Next(3) == 0)
        {
            columns = [.. columns.Where(_ => random.Next(4) > 0), .. random.Next(2) == 0 ? [Pick(columns)] : Array.Empty<string>()];
        }

        if (random.Next(4) == 0) random.Shuffle(columns);
        var table = new StringBuilder(string.Join(',', columns)).Append(Break());
        for (int row = random.Next(0, 12); row > 0; row--)
        {
            int cells = Math.Max(0, columns.Length + random.Next(12) switch { 0 => -1, 1 => 1, _ => 0 });
            table.Append(string.Join(',', Enumerable.Range(0, cells).Select(_ => Cell()))).Append(Break());
        }

        return Encoding.UTF8.GetBytes(table.ToString());
    }

    /// <summary>A PowerShell data file.</summary>
    public byte[] DataFile() => Encoding.UTF8.GetBytes(HashTable(0));

    private static string[] Words(IReadOnlyList<byte[]> samples, Regex pattern) =>
    [
        .. samples.SelectMany(sample => pattern.Matches(Encoding.UTF8.GetString(sample)))
            .Select(match => match.Groups[1].Value)
            .Where(word => word.Length < 400)
            .Distinct(StringComparer.Ordinal)
            .DefaultIfEmpty("a"),
    ];

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private string Break() => random.Next(6) switch { 0 => "\r\n", 1 => "\n\n", _ => "\n" };

    private string Object(int depth)
    {
        int count = random.Next(depth == 0 ? 3 : 0, 8);
        IEnumerable<string> members = Enumerable.Range(0, count).Select(_ => $"\"{Pick(_names)}\":{Value(depth + 1)}");
        return $"{{{string.Join(',', members)}}}";
    }

    private string Value(int depth) => random.Next(depth >= Deepest ? 2 : 5) switch
    {
        0 => Pick(Values),
        1 => $"\"{Pick(_texts)}\"",
        2 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1)))}]",
        3 => Object(depth),
        _ => $"\"{Pick(_texts)}\"",
    };

    private string Cell() => random.Next(6) switch
    {
        0 => "",
        1 => $"\"{Object(3).Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        2 => $"\"{Pick(_texts).Replace("\"", "\"\"", StringComparison.Ordinal)}\r\n\"",
        3 => Pick(Values),
        _ => Pick(Encoding.UTF8.GetString(Pick(samples)).Split('\n', ',')),
    };

    private string HashTable(int depth) =>
        $"@{{ {string.Join("; ", Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{Pick(_names)} = {DataValue(depth + 1)}"))} }}";

    private string DataValue(int depth) => random.Next(depth >= Deepest ? 3 : 6) switch
    {
        0 => $"'{Pick(_texts).Replace("'", "''", StringComparison.Ordinal)}'",
        1 => Pick([
            "$true", "$false", "$null", "1", "-1", "0x10", "1e400", "1kb", "\"a\"",
            "\"$x\"", "@'\nx\n'@", "(1)", "# note\n 2", "<# x #> 3", "'pass_rate >= 0.95'",
        ]),
        2 => $"\"{Pick(_texts)}\"",
        3 => $"@({string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => DataValue(depth + 1)))})",
        _ => HashTable(depth),
    };

    [GeneratedRegex(
        @"""(?<key>[^""\\\r\n]+)""\s*:|\b(?<key>[A-Za-z_]\w*)\s*=",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"""(?<text>([^""\\\r\n]|\\.)*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Text();
}
