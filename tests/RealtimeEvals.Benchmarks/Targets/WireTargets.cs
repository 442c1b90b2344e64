using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;
using RealtimeEvals.Benchmarks.Wire;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>The steady path: what an event allocates, and what it costs beside the client of the package OpenAI. Medians of five.</summary>
internal static class WireTargets
{
    private const int Rounds = 5;

    public static async Task<IEnumerable<Target>> MeasureAsync()
    {
        var measured = new Dictionary<LoadClient, List<WireFigures>> { [LoadClient.Ours] = [], [LoadClient.OpenAI] = [] };
        for (int round = 0; round < Rounds; round++)
        {
            // Each has a service of its own, and they take turns, so that a disturbance hits both.
            foreach (LoadClient client in Enum.GetValues<LoadClient>())
            {
                await using ChildProcess service = ChildProcess.Start("service", "wire");
                await using ChildProcess process = ChildProcess.Start("wire-client", client.ToString(), await service.ReadLineAsync());
                measured[client].Add(WireFigures.Parse(await process.ReadLineAsync()));
            }
        }

        double Ours(Func<WireFigures, double> figure) => Medians.Of(measured[LoadClient.Ours], figure);
        double Theirs(Func<WireFigures, double> figure) => Medians.Of(measured[LoadClient.OpenAI], figure);
        double Ratio(Func<WireFigures, double> figure) => Ours(figure) / Theirs(figure);
        string Beside(Func<WireFigures, double> figure, string unit) =>
            FormattableString.Invariant($"ours {Ours(figure):0.0} {unit}, OpenAI's {Theirs(figure):0.0}");
        return
        [
            Target.Most("bytes allocated per append of 20 ms", Math.Floor(Ours(one => one.AppendBytes)), 0, "bytes",
                Beside(one => one.AppendBytes, "bytes")),
            Target.Most("bytes allocated per audio delta of 100 ms", Math.Floor(Ours(one => one.DeltaBytes)), 0, "bytes",
                Beside(one => one.DeltaBytes, "bytes")),
            Target.Most("CPU per append, ratio to OpenAI's client", Ratio(one => one.AppendMicroseconds), 0.6, "x",
                Beside(one => one.AppendMicroseconds, "us")),
            Target.Most("CPU per audio delta, ratio to OpenAI's client", Ratio(one => one.DeltaMicroseconds), 0.6, "x",
                Beside(one => one.DeltaMicroseconds, "us")),
        ];
    }
}
