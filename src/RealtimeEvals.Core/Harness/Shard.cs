using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>One of several parts of a run that are run apart and merged into one run afterwards.</summary>
/// <remarks>
/// Which shard a case belongs to follows from its id alone, neither from the order of the data nor from what else is in it, so that all
/// trials of a case are in one shard. A shard may be without cases.
/// </remarks>
/// <param name="Index">The number of the shard, from 1.</param>
/// <param name="Count">The number of all shards, 1 to <see cref="MaximumCount"/>.</param>
public sealed partial record Shard(int Index, int Count)
{
    /// <summary>The largest number of shards.</summary>
    public const int MaximumCount = 9999;

    /// <summary>What a shard is written like, for messages.</summary>
    internal static string Rule { get; } = FormattableString.Invariant(
        $"it must be a number and how many there are, such as 2/4, from 1/1 to {MaximumCount}/{MaximumCount}; auto; or auto/4");

    /// <summary>What follows the name of a run in that of the folder of a shard, such as <c>.shard2of4</c>.</summary>
    internal string Suffix => FormattableString.Invariant($".shard{Index}of{Count}");

    /// <summary>Parses a shard, or finds it in the variables of an array job.</summary>
    /// <param name="text">2/4, auto or auto/4; nothing for a run that is not divided.</param>
    /// <returns>The shard; null when the text is empty.</returns>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: it is neither, or the variables do not tell the shard.</exception>
    public static Shard? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        string[] parts = text.Split('/');
        bool isAuto = parts[0].Equals(ShardVariables.Auto, StringComparison.OrdinalIgnoreCase);
        if (isAuto && parts.Length == 1) return ShardVariables.Find(null);
        if (parts.Length == 2 && NumberOf(parts[1]) is int count && count is >= 1 and <= MaximumCount)
        {
            if (isAuto) return ShardVariables.Find(count);
            if (NumberOf(parts[0]) is int index && index >= 1 && index <= count) return new Shard(index, count);
        }

        throw EvalErrors.InvalidSetting([$"The shard '{text}' is none; {Rule}."]);
    }

    /// <summary>Returns the number of the shard that a case belongs to, from 1.</summary>
    /// <param name="caseId">The id of the case.</param>
    /// <param name="count">The number of all shards.</param>
    public static int IndexOf(string caseId, int count)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(caseId));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)count) + 1;
    }

    /// <summary>Returns the name of the run that a shard is a part of; null when the name of the folder bears no shard.</summary>
    /// <param name="folderName">The name of the folder, such as nightly.shard2of4.</param>
    internal static string? NameWithout(string folderName) =>
        Suffixed().Match(folderName) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Whether a case belongs to this shard.</summary>
    /// <param name="caseId">The id of the case.</param>
    public bool Holds(string caseId) => IndexOf(caseId, Count) == Index;

    /// <summary>
    /// Returns the share of this shard in a number that all shards together may use; 0 where there is less than one each.
    /// </summary>
    /// <param name="total">The number for all shards.</param>
    public long ShareOf(long total) => (total / Count) + (Index <= total % Count ? 1 : 0);

    /// <summary>
    /// Returns the share of this shard in a number of things that all shards together may use, at least 1. Where there are as many things
    /// as shards or more, the shares of all shards add up to it.
    /// </summary>
    /// <param name="total">The number for all shards.</param>
    public int ShareOf(int total) => Math.Max(1, (total / Count) + (Index <= total % Count ? 1 : 0));

    /// <summary>Returns the share of this shard in an amount that all shards together may spend.</summary>
    /// <param name="total">The amount for all shards.</param>
    public decimal ShareOf(decimal total) => total / Count;

    /// <summary>Returns the shard as it is written, such as 2/4.</summary>
    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");

    /// <summary>Returns a whole number without sign; null for anything else.</summary>
    internal static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    [GeneratedRegex(@"\A(?<name>.+)\.shard[0-9]+of[0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffixed();
}
