using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Finds interviews by the ids that users write.</summary>
internal static class BenchmarkRunNames
{
    /// <summary>Returns the interviews that a pattern fits, in any case of letters.</summary>
    /// <exception cref="EvalException"><c>BenchmarkRunNotFound</c>: it is an id without wildcards, and there is none.</exception>
    public static IReadOnlyList<BenchmarkRun> Matching(IReadOnlyList<BenchmarkRun> all, string pattern, string store)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            BenchmarkRun[] named = [.. all.Where(run => run.Id.Equals(pattern, StringComparison.OrdinalIgnoreCase))];
            return named.Length > 0 ? named : throw EvalErrors.BenchmarkRunNotFound(pattern, store, [.. all.Select(run => run.Id)]);
        }

        var wanted = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return [.. all.Where(run => wanted.IsMatch(run.Id))];
    }
}
