using System.Net.Http.Json;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A dashboard with runs to look at: an interview, and two runs of crawl that did not end alike.</summary>
public sealed class ServedRuns : IAsyncLifetime
{
    /// <summary>Events of the imported run: more than a page of them.</summary>
    public const int EventCount = 450;

    private readonly TemporaryFolder _folder = new();
    private RunningDashboard? _dashboard;

    /// <summary>The address with the token.</summary>
    public Uri Address => _dashboard!.Address;

    public async ValueTask InitializeAsync()
    {
        string[] shared = ["--sandbox", "--max-examples", "9", "--results-dir", Path.Combine(_folder.Path, "results")];
        var store = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REALTIME_EVALS_STORE"] = RunningDashboard.StoreOf(_folder.Path),
        };
        await Cli.RunAsync(_folder.Path, store, ["crawl", "--run-name", "crawl-better", .. shared]);
        await Cli.RunAsync(_folder.Path, store, ["crawl", "--run-name", "crawl-worse", "--sandbox-fault", "drop@crawl_001", .. shared]);
        
        _dashboard = await RunningDashboard.StartAsync(_folder.Path, ["--sandbox", .. Pace()]);
        var interview = new
        {
            interviewer = "clinic-intake-interviewer", participant = "patient-participant", participant_audio = true, run_name = "first",
        };
        using HttpResponseMessage started = await _dashboard.Program.PostAsJsonAsync("/api/v1/runs", interview);
        started.EnsureSuccessStatusCode();

        // The events of a run end with it.
        await _dashboard.Program.GetStringAsync("/api/v1/runs/first/events");
        var imported = new
        {
            conversation_history = new[] { new { speaker = "interviewer", content = "Good morning." } },
            event_log = Enumerable.Range(1, EventCount).Select(number => new { source = "system", action = "step", data = new { number } }),
        };
        using HttpResponseMessage saved = await _dashboard.Program.PutAsJsonAsync("/api/benchmark-runs/imported", imported);
        saved.EnsureSuccessStatusCode();
    }

    /// <summary>Returns the address of a place.</summary>
    /// <param name="place">The path, with a slash at its beginning.</param>
    public string At(string place) => new Uri(_dashboard!.BaseAddress, place).AbsoluteUri;

    /// <summary>Returns the address of the page of a run.</summary>
    /// <param name="run">The name of the run.</param>
    public string PageOf(string run) => At($"/results/{run}");

    /// <summary>
    /// The endless interview goes at the pace of people from its fourth answer on, so that what a slow browser watches stays small.
    /// </summary>
    private static IEnumerable<string> Pace() => Enumerable.Range(4, 60).SelectMany(answer => new[]
    {
        "--sandbox-fault",
        FormattableString.Invariant($"late-audio:2000@looping.endless/assistant#{answer}"),
    });

    public async ValueTask DisposeAsync()
    {
        if (_dashboard is not null) await _dashboard.DisposeAsync();
        _folder.Dispose();
    }
}
