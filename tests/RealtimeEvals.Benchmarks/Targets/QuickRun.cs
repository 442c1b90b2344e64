using System.Diagnostics;
using System.Globalization;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>
/// <c>--quick</c>: measures every target within ten minutes on two cores, and prints each with its verdict. <c>--only pacing</c> measures
/// one group, and <c>--slowed 500</c> holds our client up by so many microseconds at each append, to see that it can lose.
/// </summary>
internal static class QuickRun
{
    private static readonly (string Name, Func<TimeSpan, Task<IEnumerable<Target>>> Measure)[] Groups =
    [
        ("wire", _ => WireTargets.MeasureAsync()),
        ("pacing", PacingTargets.MeasureAsync),
        ("latency", _ => LatencyTargets.MeasureAsync()),
        ("crawl", _ => CrawlTargets.MeasureAsync()),
        ("gate", _ => Task.FromResult(GateRate.Measure())),
        ("audio", _ => Task.FromResult(AudioRate.Measure())),
        ("startup", _ => StartRate.MeasureAsync()),
        ("drift", _ => DriftTarget.MeasureAsync()),
    ];

    /// <summary>Measures.</summary>
    /// <returns>0 where every target is met, else 1.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        string? only = ValueOf(arguments, "--only");
        var slowdown = TimeSpan.FromMicroseconds(int.Parse(ValueOf(arguments, "--slowed") ?? "0", CultureInfo.InvariantCulture));
        long begun = Stopwatch.GetTimestamp();
        bool isHeld = true;
        Console.WriteLine("| target | measured | bound | verdict | about |\n|---|---|---|---|---|");

        // The drift takes five minutes of nothing but waiting, beside which the others are measured.
        Task<IEnumerable<Target>>? drift = only is null ? TryAsync("drift", DriftTarget.MeasureAsync) : null;
        foreach ((string name, Func<TimeSpan, Task<IEnumerable<Target>>> measure) in Groups)
        {
            if (only is not null && only != name) continue;
            foreach (Target target in await (name == "drift" && drift is not null ? drift : TryAsync(name, () => measure(slowdown))))
            {
                isHeld &= target.IsHeld;
                Console.WriteLine(target);
            }
        }

        TimeSpan took = Stopwatch.GetElapsedTime(begun);
        string verdict = isHeld ? "All targets are held" : "Targets are missed";
        Console.WriteLine(FormattableString.Invariant($"\n{verdict}; it took {took.TotalSeconds:0} s."));
        return isHeld ? 0 : 1;
    }

    /// <summary>Returns the targets of a group; what cannot be measured is missed, and the others are measured all the same.</summary>
    private static async Task<IEnumerable<Target>> TryAsync(string name, Func<Task<IEnumerable<Target>>> measure)
    {
        try
        {
            return await measure();
        }
        catch (Exception exception)
        {
            return [Target.Most(name, null, 0, "", $"{exception.GetType().Name}: {exception.Message}")];
        }
    }

    private static string? ValueOf(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and int index ? arguments.ElementAtOrDefault(index + 1) : null;
}
