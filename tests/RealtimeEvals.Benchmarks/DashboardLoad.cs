using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Dashboard;
using RealtimeEvals.Dashboard.Hosting;

namespace RealtimeEvals.Benchmarks;

/// <summary>
/// Pages of the dashboard over a store of 200 runs of 400 turns, beside a server that only says hello, and the memory of the process over
/// 10,000 requests. It loses where a page takes 100 ms at the median, or where the memory grows by a quarter.
/// </summary>
internal static class DashboardLoad
{
    private const int Runs = 200;
    private const int Turns = 400;
    private const int EventsOfTurn = 6;
    private const int Rounds = 200;
    private const int Requests = 10_000;
    private const double MostMs = 100;
    private const double MostGrowth = 1.25;

    /// <summary>Measures, and returns the exit code: 0 where nothing was lost.</summary>
    public static async Task<int> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            await using WebApplication hello = await StartHelloAsync();
            await using DashboardServer server = await DashboardServer.StartAsync(
                OptionsIn(folder.FullName), TimeProvider.System, Console.Error.WriteLine, CancellationToken.None);
            using var bare = new HttpClient { BaseAddress = new Uri(hello.Urls.First()) };
            using var client = new HttpClient { BaseAddress = server.BaseAddress };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
            for (int run = 0; run < Runs; run++) await SaveAsync(client, run);

            bool hasLost = false;
            double yardstick = await MedianAsync(bare, _ => "/");
            Console.WriteLine($"| page | median ms | hello, median ms | verdict |{Environment.NewLine}|---|---|---|---|");
            foreach ((string name, Func<int, string> address) in Pages())
            {
                double median = await MedianAsync(client, address);
                bool isLost = median >= MostMs;
                hasLost |= isLost;
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {median:0.0} | {yardstick:0.00} | {(isLost ? "lost" : "held")}, limit {MostMs} ms |"));
            }

            return await HoldsMemoryAsync(client) && !hasLost ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string Name, Func<int, string> Address)[] Pages() =>
    [
        ("list", static _ => "/results"),
        ("detail", static index => FormattableString.Invariant($"/results/run-{index % Runs}")),
        ("events", static index => FormattableString.Invariant($"/results/run-{index % Runs}/events")),
        ("list as JSON", static _ => "/api/v1/runs"),
        ("detail as JSON, the seed's", static index => FormattableString.Invariant($"/api/benchmark-runs/run-{index % Runs}")),
    ];

    private static DashboardOptions OptionsIn(string folder) => new()
    {
        ResultsPath = Path.Combine(folder, "results"),
        StorePath = Path.Combine(folder, "runs.sqlite"),
        SpeechCachePath = Path.Combine(folder, "speech"),
        Target = static () => throw new InvalidOperationException("Nothing is started here."),
    };

    private static async Task<WebApplication> StartHelloAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(static context => context.Response.WriteAsync("hello"));
        await app.StartAsync();
        return app;
    }

    private static async Task SaveAsync(HttpClient client, int run)
    {
        var start = new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);
        var body = new
        {
            mode = "benchmark",
            interviewer_prompt_name = "clinic-intake-interviewer",
            simulated_user_prompt_name = "patient-participant",
            conversation_history = Enumerable.Range(0, Turns).Select(turn => new
            {
                speaker = turn % 2 == 0 ? "interviewer" : "simulated_user",
                content = FormattableString.Invariant($"This is turn {turn} of run {run}, about as long as those of real interviews."),
                timestamp = start.AddSeconds(turn),
            }),
            event_log = Enumerable.Range(0, Turns * EventsOfTurn).Select(index => new
            {
                timestamp = start.AddMilliseconds(index * 150),
                source = "realtime_api",
                action = index % EventsOfTurn == 0 ? "response.created" : "response.output_audio_transcript.delta",
                data = new { eventId = FormattableString.Invariant($"event_{index}"), hasTranscript = false },
            }),
        };
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        string address = string.Create(CultureInfo.InvariantCulture, $"/api/benchmark-runs/run-{run}");
        using HttpResponseMessage response = await client.PutAsync(address, content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<double> MedianAsync(HttpClient client, Func<int, string> addressOf)
    {
        double[] times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long before = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(addressOf(round));
            times[round] = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static async Task<bool> HoldsMemoryAsync(HttpClient client)
    {
        (string Name, Func<int, string> Address)[] pages = Pages();
        long early = 0;
        for (int request = 0; request < Requests; request++)
        {
            await client.GetByteArrayAsync(pages[request % pages.Length].Address(request));
            if (request == Requests / 10) early = GC.GetTotalMemory(forceFullCollection: true);
        }

        long late = GC.GetTotalMemory(forceFullCollection: true);
        bool holds = late < early * MostGrowth;
        Console.WriteLine(FormattableString.Invariant(
            $"memory after {Requests / 10} requests {early / 1e6:0.0} MB, after {Requests} {late / 1e6:0.0} MB, ")
            + FormattableString.Invariant($"working set {Environment.WorkingSet / 1e6:0} MB: {(holds ? "held" : "lost")}"));
        return holds;
    }
}
