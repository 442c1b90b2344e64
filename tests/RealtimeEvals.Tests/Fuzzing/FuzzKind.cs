using System.Text;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>A kind of input: samples of it, a way to make more, and what reads it.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Samples">Real ones.</param>
/// <param name="Make">Makes one that is of the right form.</param>
/// <param name="Read">Reads one; throws what only an error of ours may be.</param>
/// <param name="Tokens">Words that mean something to the reader.</param>
public sealed record FuzzKind(
    string Name, IReadOnlyList<byte[]> Samples, Func<Grammar, byte[]>? Make, Action<byte[]> Read, params string[] Tokens)
{
    /// <summary>The input of that number, the same one for the same seed.</summary>
    public byte[] Input(int seed, int number)
    {
        var random = new Random(HashOf($"{Name} {seed} {number}"));
        var mutator = new Mutator(random, Samples, [.. Tokens.Select(Encoding.UTF8.GetBytes)]);
        if (Make is null || random.Next(3) > 0) return mutator.Mutate();
        byte[] made = Make(new Grammar(random, Samples));
        return random.Next(2) == 0 ? made : mutator.Mutate(made);
    }

    /// <summary>A hash that is the same in each process.</summary>
    private static int HashOf(string text) => text.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter));
}
