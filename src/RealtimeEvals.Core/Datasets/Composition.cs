using System.Globalization;
using System.Text;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Composes text to Unicode NFC. The runtime's own normalization does nothing in invariant globalization mode, which the program uses and
/// PowerShell does not, and the same answer must get the same verdict in both.
/// </summary>
internal static class Composition
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    private static readonly Lazy<Data> Known = new(Data.Read);

    /// <summary>Returns the text in composed form. Half of a surrogate pair becomes U+FFFD.</summary>
    public static string Compose(string text)
    {
        if (text.All(character => character < '\u0300')) return text;
        var runes = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) Decompose(rune.Value, runes);
        Order(runes);
        var composed = new StringBuilder(text.Length);
        foreach (int rune in Join(runes)) composed.Append(new Rune(rune).ToString());
        return composed.ToString();
    }

    private static void Decompose(int rune, List<int> into)
    {
        int syllable = rune - SyllableBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            into.Add(LeadBase + syllable / (Vowels * Tails));
            into.Add(VowelBase + syllable % (Vowels * Tails) / Tails);
            if (syllable % Tails > 0) into.Add(TailBase + syllable % Tails);
        }
        else if (Known.Value.Parts.TryGetValue(rune, out int[]? parts))
        {
            foreach (int part in parts) Decompose(part, into);
        }
        else
        {
            into.Add(rune);
        }
    }

    /// <summary>Puts marks that do not interact into canonical order.</summary>
    private static void Order(List<int> runes)
    {
        for (int i = 1; i < runes.Count; i++)
        {
            for (int at = i; at > 0 && ClassOf(runes[at]) is > 0 and int own && ClassOf(runes[at - 1]) > own; at--)
            {
                (runes[at - 1], runes[at]) = (runes[at], runes[at - 1]);
            }
        }
    }

    private static List<int> Join(List<int> runes)
    {
        var joined = new List<int>(runes.Count);
        int starter = -1;
        int last = 0;
        foreach (int rune in runes)
        {
            int own = ClassOf(rune);
            bool isBlocked = joined.Count - 1 > starter && (last >= own);
            if (starter >= 0 && !isBlocked && Pair(joined[starter], rune) is int whole)
            {
                joined[starter] = whole;
                continue;
            }

            if (own == 0) starter = joined.Count;
            last = own;
            joined.Add(rune);
        }

        return joined;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and int lead && second - VowelBase is >= 0 and < Vowels and int vowel)
        {
            return SyllableBase + (lead * Vowels + vowel) * Tails;
        }

        int syllable = first - SyllableBase;
        if (syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && second - TailBase is > 0 and < Tails and int tail)
        {
            return first + tail;
        }

        return Known.Value.Wholes.TryGetValue((first, second), out int whole) ? whole : null;
    }

    private static int ClassOf(int rune) => rune < 0x300 ? 0 : Known.Value.Classes.GetValueOrDefault(rune);

    private sealed record Data(Dictionary<int, int[]> Parts, Dictionary<(int, int), int> Wholes, Dictionary<int, int> Classes)
    {
        public static Data Read()
        {
            var data = new Data([], [], []);
            using Stream stream = typeof(Composition).Assembly.GetManifestResourceStream("RealtimeEvals.Datasets.Composition.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is string line) data.Add(line.Split(' '));
            return data;
        }

        private void Add(string[] words)
        {
            if (words is [_, "=" or ">", ..])
            {
                int[] parts = [.. words[2..].Select(Hex)];
                Parts[Hex(words[0])] = parts;
                if (words[1] == "=") Wholes[(parts[0], parts[1])] = Hex(words[0]);
            }
            else if (words is [string from, string to, string own] && from[0] != '#')
            {
                for (int rune = Hex(from); rune <= Hex(to); rune++) Classes[rune] = int.Parse(own, CultureInfo.InvariantCulture);
            }
        }

        private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
