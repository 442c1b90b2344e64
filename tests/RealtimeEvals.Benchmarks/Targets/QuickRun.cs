using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>
/// <c>--quick</c>: measures every target within ten minutes on two cores, and prints each with its verdict. <c>--only pacing</c> measures
/// one group; <c>--sessions 20 --turns 2</c> paces so many instead of 200 with 6 turns; <c>--slowed 500</c> holds our client up by so many
/// microseconds at each append, to see that it can lose.
/// </summary>
internal static class QuickRun
{
    private static readonly (string Name, Func<LoadOptions, Task<IEnumerable<Target>>> Measure)[] Groups =
    [
        ("wire", _ => WireTargets.MeasureAsync()),
        ("pacing", PacingTargets.MeasureAsync),
        ("sessions", ManySessionsTargets.MeasureAsync),
        ("latency", LatencyTargets.MeasureAsync),
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
        int sessions = NumberOf(arguments, "--sessions", 200);
        var paced = new LoadOptions(LoadClient.Ours, "", sessions, NumberOf(arguments, "--turns", 6), TurnSeconds: 3)
        {
            Slowdown = TimeSpan.FromMicroseconds(NumberOf(arguments, "--slowed", 0)),
        };
        long begun = Stopwatch.GetTimestamp();
        bool isHeld = true;
        Console.WriteLine("| target | measured | bound | verdict | about |\n|---|---|---|---|---|");

        // The drift takes five minutes of nothing but waiting, beside which the others are measured.
        Task<IEnumerable<Target>>? drift = only is null ? TryAsync("drift", DriftTarget.MeasureAsync) : null;
        foreach ((string name, Func<LoadOptions, Task<IEnumerable<Target>>> measure) in Groups)
        {
            if (only is not null && only != name) continue;
            foreach (Target target in await (name == "drift" && drift is not null ? drift : TryAsync(name, () => measure(paced))))
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

    private static int NumberOf(string[] arguments, string name, int otherwise) =>
        ValueOf(arguments, name) is string value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static string? ValueOf(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and int index ? arguments.ElementAtOrDefault(index + 1) : null;
}
