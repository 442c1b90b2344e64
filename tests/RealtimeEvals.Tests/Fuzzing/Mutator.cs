using System.Text;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>Harms real samples: bits, bytes, stretches, numbers, nesting, encodings.</summary>
/// <param name="random">Decides; the same seed harms in the same way.</param>
/// <param name="samples">What is harmed, and where stretches are taken from; at least one.</param>
/// <param name="tokens">Words that mean something to the reader.</param>
public sealed class Mutator(Random random, IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> tokens)
{
    private const int Longest = 128 * 1024;
    private const int DeepestNesting = 20_000;

    private static readonly byte[][] Numbers =
    [
        .. new[]
        {
            "0", "-0", "-1", "1e400", "-1e400", "1e-400", "2147483648", "-2147483649",
            "9223372036854775808", "18446744073709551616", "0.1e1", "NaN", "Infinity", "0x7f",
            "99999999999999999999999999999999999999999999999999999999", "1.7976931348623157e308", "4.9e-324", "00", "1_000", "٣",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Odd =
    [
        [0x00], [0x1B, (byte)'['], [0x0D], [0x0D, 0x0A], [0x0A], [0x09], [0x7F], [0xC2, 0x85],
        [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xAE], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC0, 0x80],
        [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80], [0xF0, 0x9F, 0x98],
        "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\"\""u8.ToArray(), "::error::x"u8.ToArray(),
        "null"u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), ","u8.ToArray(),
        ";"u8.ToArray(), "\""u8.ToArray(), "'"u8.ToArray(), "\\"u8.ToArray(), "=1+1"u8.ToArray(),
    ];

    /// <summary>A sample with one to eight harms.</summary>
    public byte[] Mutate() => Mutate(Pick(samples));

    /// <summary>An input with one to eight harms.</summary>
    public byte[] Mutate(byte[] input)
    {
        byte[] harmed = input;
        for (int left = random.Next(1, 9); left > 0; left--) harmed = Harm(harmed);
        return harmed.Length > Longest ? harmed[..Longest] : harmed;
    }

    private byte[] Harm(byte[] input) => random.Next(16) switch
    {
        0 or 1 => Flip(input),
        2 => Overwrite(input, [(byte)random.Next(256)]),
        3 => Cut(input, random.Next(1, 33)),
        4 => Cut(input, random.Next(1 + input.Length)),
        5 => input[..random.Next(input.Length + 1)],
        6 => Insert(input, Stretch(input, 64)),
        7 => Insert(input, Stretch(Pick(samples), 512)),
        8 => [.. input[..random.Next(input.Length + 1)], .. Stretch(Pick(samples), Longest)],
        9 or 10 => Insert(input, tokens.Count > 0 ? Pick(tokens) : Pick(Odd)),
        11 => Insert(input, Pick(Odd)),
        12 => Replace(input, Pick(Numbers)),
        13 => Insert(input, Nested()),
        14 => Insert(
            input,
            [.. Enumerable.Repeat(tokens.Count > 0 ? Pick(tokens) : Pick(Odd), random.Next(2, 200)).SelectMany(token => token)]),
        _ => Encode(input),
    };

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private byte[] Flip(byte[] input)
    {
        if (input.Length == 0) return input;
        byte[] flipped = [.. input];
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private byte[] Overwrite(byte[] input, byte[] with) => random.Next(input.Length + 1) is var at && at + with.Length <= input.Length
        ? [.. input[..at], .. with, .. input[(at + with.Length)..]]
        : [.. input[..at], .. with];

    private byte[] Cut(byte[] input, int length) =>
        random.Next(input.Length + 1) is var at ? [.. input[..at], .. input[Math.Min(input.Length, at + length)..]] : input;

    private byte[] Insert(byte[] input, byte[] what) =>
        random.Next(input.Length + 1) is var at ? [.. input[..at], .. what, .. input[at..]] : input;

    private byte[] Stretch(byte[] of, int longest) =>
        of.Length == 0 ? of : of[random.Next(of.Length)..] is var rest ? rest[..Math.Min(rest.Length, random.Next(1, longest))] : of;

    /// <summary>Puts a number in the place of one; at any place where there is none.</summary>
    private byte[] Replace(byte[] input, byte[] number)
    {
        int start = input.AsSpan(random.Next(input.Length + 1)).IndexOfAnyInRange((byte)'0', (byte)'9') is var found and >= 0 ? found : 0;
        int end = start;
        while (end < input.Length && char.IsAsciiDigit((char)input[end])) end++;
        return [.. input[..Math.Min(start, input.Length)], .. number, .. input[end..]];
    }

    private byte[] Nested()
    {
        int depth = random.Next(8) == 0 ? random.Next(DeepestNesting) : random.Next(200);
        byte[] opening = Pick<byte[]>([[(byte)'['], "{\"a\":"u8.ToArray(), "@{a="u8.ToArray(), "@("u8.ToArray(), "("u8.ToArray()]);
        return [
            .. Enumerable.Repeat(opening, depth).SelectMany(part => part),
            .. Enumerable.Repeat((byte)(opening[0] == (byte)'[' ? ']' : opening[^1] is (byte)'(' ? ')' : '}'), random.Next(depth + 1)),
        ];
    }

    private byte[] Encode(byte[] input) => random.Next(5) switch
    {
        0 => [0xEF, 0xBB, 0xBF, .. input],
        1 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(input))],
        2 => Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(input)),
        3 => [.. input.Select(value => value == (byte)'\n' ? (byte)'\r' : value)],
        _ => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(input)),
    };
}
