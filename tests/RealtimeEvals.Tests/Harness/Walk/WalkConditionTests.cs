using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.WalkAudio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>The same cases, clean and under conditions.</summary>
public sealed class WalkConditionTests
{
    private static readonly string[] Keys =
    [
        "n", "passed", "failed", "errored", "inconclusive", "pass_rate", "pass_rate_change", "graded_mean", "graded_mean_change",
        "latency_first_audio_ms_p50", "latency_first_audio_ms_p50_change", "compared_with",
    ];

    [Fact]
    public async Task RunAsync_noise_is_worse_than_clean_and_the_summary_says_by_how_much()
    {
        await using var setup = new WalkSetup();
        await MakeAsync(setup, "noise:0", "clean");

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        int clean = results.Count(result => result is { Condition: "clean", Outcome: Outcome.Pass });
        int noisy = results.Count(result => result is { Condition: "noise:0", Outcome: Outcome.Pass });
        Assert.Equal((36, 17), (results.Count, clean));
        Assert.InRange(noisy, 0, 12);
        JsonElement conditions = Conditions(setup);
        Assert.Equal(["noise:0", "clean"], conditions.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal);
        Assert.All(conditions.EnumerateObject(),
            one => Assert.Equal(Keys, one.Value.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal));
        Assert.All(conditions.EnumerateObject(), one => Assert.Equal("clean", one.Value.GetProperty("compared_with").GetString()));
        Assert.Equal(
            (18, 17, 0.0),
            (Number(conditions, "clean", "n"), Number(conditions, "clean", "passed"), Number(conditions, "clean", "pass_rate_change")));
        Assert.Equal((noisy - clean) / 18.0, Number(conditions, "noise:0", "pass_rate_change"), 9);
        Assert.Equal(noisy / 18.0, Number(conditions, "noise:0", "pass_rate"), 9);
    }

    [Fact]
    public async Task RunAsync_without_clean_rows_the_first_condition_is_the_baseline()
    {
        await using var setup = new WalkSetup();
        await MakeAsync(setup, "telephone", "gain:-6");
        setup.Options = setup.Options with { MaximumCases = 4 };

        await setup.RunAsync();

        Assert.All(
            Conditions(setup).EnumerateObject(), one => Assert.Equal("telephone", one.Value.GetProperty("compared_with").GetString()));
    }

    [Fact]
    public async Task RunAsync_rows_that_name_no_condition_are_one_group()
    {
        await using var setup = new WalkSetup();
        setup.WriteAudio("a.wav", WalkSetup.Speak("Hello, good morning."));
        setup.UseRows(("a", "a.wav"), ("b", "a.wav"));

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.All(results, result => Assert.Equal("", result.Condition));
        JsonProperty only = Assert.Single(Conditions(setup).EnumerateObject());
        Assert.Equal(("(none)", 2), (only.Name, only.Value.GetProperty("n").GetInt32()));
    }

    [Fact]
    public async Task RunAsync_condition_whose_cases_all_errored_has_no_mean()
    {
        await using var setup = new WalkSetup("status:failed@crawl_002");
        await MakeAsync(setup, "clean");
        setup.Options = setup.Options with { MaximumCases = 2 };
        await File.WriteAllTextAsync(
            setup.Options.DataPath, (await File.ReadAllTextAsync(setup.Options.DataPath, TestContext.Current.CancellationToken)).Replace(
                "crawl_002.wav,clean", "crawl_002.wav,other", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        await setup.RunAsync();

        JsonElement other = Conditions(setup).GetProperty("other");
        Assert.Equal((1, 0), (other.GetProperty("errored").GetInt32(), other.GetProperty("pass_rate").GetInt32()));
        Assert.All(["graded_mean", "graded_mean_change", "latency_first_audio_ms_p50_change"],
            key => Assert.Equal(JsonValueKind.Null, other.GetProperty(key).ValueKind));
    }

    private static double Number(JsonElement conditions, string condition, string key) =>
        conditions.GetProperty(condition).GetProperty(key).GetDouble();

    private static JsonElement Conditions(WalkSetup setup) =>
        Given.Json(File.ReadAllText(Path.Combine(setup.RunPath, "summary.json"))).GetProperty("conditions");

    /// <summary>Makes audio of the shipped cases and takes its table.</summary>
    private static async Task MakeAsync(WalkSetup setup, params string[] conditions)
    {
        var options = new WalkAudioOptions
        {
            Target = new Lazy<ServiceTarget>(() => setup.Sandbox.Target),
            SourcePath = ProductData.PathOf("crawl", "customer_calls.csv"),
            OutputPath = setup.PathOf("walk"),
            TablePath = setup.PathOf("walk", "calls.csv"),
            SpeechCachePath = setup.PathOf("speech"),
            Conditions = conditions,
        };
        await new WalkAudioOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            options, new CollectingSink(), CancellationToken.None);
        setup.Options = setup.Options with { DataPath = options.TablePath };
    }
}
