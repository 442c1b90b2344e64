using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>What each harness says that it would take, by figures that can be added up by hand.</summary>
public sealed class RunPlanTests : IDisposable
{
    /// <summary>A line of 15 words, which are 6 seconds.</summary>
    private const string Line = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

    private const string Tools = """[{"type":"function","name":"ping"}]""";
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceTarget _target = ServiceTarget.Resolve(null, null, ApiKey.From("sk-test-0123456789"));
    private readonly CollectingSink _sink = new() { Confirms = false };

    private EvalServices Services { get; set; }

    public RunPlanTests() => Services = At(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Crawl_counts_words_and_prices_each_modality()
    {
        RunPlan plan = await CrawlAsync(trials: 2);

        Assert.Equal((2, 4, 4, 4), (plan.Cases, plan.Trials, plan.AgentSessions, plan.AgentCalls));
        Assert.Equal((2, 6), (plan.SpeechCalls, plan.Calls));
        Assert.Equal(0.4, plan.AudioInputMinutes!.Value, 9);
        Assert.Equal(4 * 10.0 / 60, plan.AudioOutputMinutes!.Value, 9);
        Assert.False(plan.IsUpperBound);

        // Each turn takes 80 characters of a prompt and 35 of tools, which are 29 tokens, and 6 seconds of sound.
        Assert.Equal(
            [
                (PlanRole.Agent, PlanModality.TextInput, 116L, 116 * 4m / 1_000_000),
                (PlanRole.Agent, PlanModality.TextOutput, 152L, 152 * 24m / 1_000_000),
                (PlanRole.Agent, PlanModality.AudioInput, 240L, 240 * 32m / 1_000_000),
                (PlanRole.Agent, PlanModality.AudioOutput, 800L, 800 * 64m / 1_000_000),
            ],
            Costs(plan, PlanRole.Agent));
        Assert.Equal(240L, Tokens(plan, PlanRole.Speech, PlanModality.AudioOutput));
        Assert.Equal(plan.Costs.Sum(cost => cost.CostUsd), plan.EstimatedCostUsd);
        Assert.True(plan.ArePricesKnown);
        Assert.Equal(ModelCatalog.Shipped.AsOf, plan.PricesAsOf);
    }

    [Fact]
    public async Task Model_without_a_price_makes_the_sum_unknown_and_never_less()
    {
        RunPlan plan = await CrawlAsync(trials: 1, speech: SpeechSource.Speech);

        Assert.Null(plan.EstimatedCostUsd);
        Assert.False(plan.ArePricesKnown);
        Assert.Equal(["Speech gpt-4o-mini-tts"], plan.UnknownPrices);
        Assert.All(plan.Costs.Where(cost => cost.Role == PlanRole.Agent), cost => Assert.NotNull(cost.CostUsd));
        Assert.All(plan.Costs.Where(cost => cost.Role == PlanRole.Speech), cost => Assert.Null(cost.CostUsd));
        Assert.Contains("gpt-4o-mini-tts", plan.CostBasis, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cap_of_cost_needs_every_price()
    {
        EvalException refused = await Assert.ThrowsAsync<EvalException>(
            () => CrawlAsync(trials: 1, speech: SpeechSource.Speech, cap: 1));

        Assert.Equal(nameof(EvalErrors.InvalidSetting), refused.ErrorId);
        Assert.Contains("Speech gpt-4o-mini-tts", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_sink.Items);
        Assert.NotNull((await CrawlAsync(trials: 1, cap: 1)).EstimatedCostUsd);
        Assert.Equal(0, (await CrawlAsync(trials: 1, target: ServiceTarget.PlannedSandbox, cap: 1)).EstimatedCostUsd);
    }

    [Fact]
    public async Task Sandbox_costs_nothing()
    {
        RunPlan plan = await CrawlAsync(trials: 1, target: ServiceTarget.PlannedSandbox);

        Assert.Equal(0, plan.EstimatedCostUsd);
        Assert.True(plan.ArePricesKnown);
        Assert.NotEmpty(plan.Costs);
        Assert.All(plan.Costs, cost => Assert.Equal(0, cost.CostUsd));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public async Task Models_that_end_are_told_of_every_role_and_once()
    {
        Services = At(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

        await new RefusalOperation(Services, AdapterServices.HostedEvals(Services.Time)).RunAsync(
            Refusal() with { Model = "gpt-5.1" }, _sink, Token);

        Assert.Single(_sink.Warnings, warning => warning.Contains("gpt-5.1 ends on 2027-04-01", StringComparison.Ordinal));
        Assert.Single(Plan().Warnings);
        Assert.Single((await CrawlAsync(trials: 1, model: "gpt-realtime", target: _target)).Warnings);
    }

    [Fact]
    public async Task Walk_takes_the_length_of_the_files()
    {
        byte[] second = [.. Enumerable.Range(0, 8000).Select(sample => (byte)(sample % 2 == 0 ? 0x00 : 0x80))];
        var format = new AudioFormat(AudioEncoding.MuLaw, 8000);
        File.WriteAllBytes(_folder.PathOf("one.wav"), WavWriter.ToBytes(format, second));
        File.WriteAllBytes(_folder.PathOf("two.wav"), WavWriter.ToBytes(format, [.. second, .. second]));
        var options = new WalkOptions
        {
            Target = _target,
            ResultsPath = _folder.PathOf("results"),
            RunName = "test",
            DataPath = _folder.Write("walk.csv", $"{Header},audio_path\na,hello,,,one.wav\nb,hello,,,two.wav\n"),
            SystemPromptPath = _folder.Write("prompt.txt", new string('x', 80)),
            ToolsPath = _folder.Write("tools.json", Tools),
        };

        await new WalkOperation(Services).RunAsync(options, _sink, Token);

        RunPlan plan = Plan();
        Assert.Equal((2, 2, 0), (plan.AgentSessions, plan.Calls, plan.SpeechCalls));
        Assert.Equal(3.0 / 60, plan.AudioInputMinutes!.Value, 9);
        Assert.Equal(30L, Tokens(plan, PlanRole.Agent, PlanModality.AudioInput));
    }

    [Fact]
    public async Task Run_gives_the_whole_conversation_to_each_answer_up_to_the_limit_of_turns()
    {
        var options = new SimulationOptions
        {
            Target = _target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            RunName = "test",
            DataPath = ConversationSetup.CopySimulations(_folder.PathOf("data"), "order_status"),
            JudgeSamples = 3,
        };

        await new SimulationOperation(Services).RunAsync(options, _sink, Token);

        RunPlan plan = Plan();
        Assert.True(plan.IsUpperBound);
        Assert.Equal((1, 1, 1), (plan.Cases, plan.Trials, plan.AgentSessions));

        // Eight turns and one expected tool call; the caller says eight lines.
        Assert.Equal((9, 8, 0), (plan.AgentCalls, plan.CallerCalls, plan.SpeechCalls));
        Assert.Equal(8 * 10.0 / 60, plan.AudioInputMinutes!.Value, 9);

        // 100 tokens of each line in every answer from then on, 200 of each answer in every later one, times nine by eight.
        long audio = (100 * 36) + (200 * 28);
        Assert.Equal(audio * 9 / 8, Tokens(plan, PlanRole.Agent, PlanModality.AudioInput));
        Assert.Equal(1600L, Tokens(plan, PlanRole.Agent, PlanModality.AudioOutput));
        Assert.Equal(0, plan.JudgeCalls % 3);
        Assert.True(plan.JudgeCalls >= 24);

        await new SimulationOperation(Services).RunAsync(options with { SkipJudge = true }, _sink, Token);
        Assert.Equal(0, Plan().JudgeCalls);
    }

    [Fact]
    public async Task Benchmark_asks_the_participant_for_all_lines_but_the_first()
    {
        var options = new BenchmarkOptions
        {
            Target = _target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            RunName = "test",
            PromptPairs = [InterviewSetup.Clinic],
            PromptValues = ["FirstName=Ada"],
            MaximumTurns = 4,
        };

        await new BenchmarkOperation(Services).RunAsync(options, _sink, Token);

        RunPlan plan = Plan();
        Assert.Equal((4, 3, 0), (plan.AgentCalls, plan.ParticipantCalls, plan.SpeechCalls));
        Assert.Equal(0, plan.AudioInputMinutes);
        Assert.Equal(200L * 6, Tokens(plan, PlanRole.Agent, PlanModality.AudioInput));
        Assert.Equal(3L * 38, Tokens(plan, PlanRole.Participant, PlanModality.TextOutput));

        await new BenchmarkOperation(Services).RunAsync(options with { ParticipantAudio = true }, _sink, Token);
        Assert.Equal(4, Plan().SpeechCalls);
        Assert.Equal(Heard("Hello, I am ready.", 4) + (100 * 6) + (200 * 6), Tokens(Plan(), PlanRole.Agent, PlanModality.AudioInput));
    }

    [Fact]
    public async Task Refusal_smoke_asks_once_a_row_and_by_voice_three_times()
    {
        var operation = new RefusalOperation(Services, AdapterServices.HostedEvals(Services.Time));

        await operation.RunAsync(Refusal(), _sink, Token);
        RunPlan written = Plan();
        await operation.RunAsync(Refusal() with { Speaks = true }, _sink, Token);
        RunPlan spoken = Plan();

        Assert.Equal((2, 2, 0), (written.AgentCalls, written.Calls, written.AgentSessions));
        Assert.Equal(0, written.AudioInputMinutes);
        Assert.Equal((2, 2, 2, 6), (spoken.AgentCalls, spoken.JudgeCalls, spoken.SpeechCalls, spoken.Calls));
        Assert.Equal(0.2, spoken.AudioInputMinutes!.Value, 9);
        Assert.Equal(120L, Tokens(spoken, PlanRole.Agent, PlanModality.AudioInput));
    }

    [Fact(Timeout = 300_000)]
    public async Task Plan_takes_the_tokens_of_an_earlier_run_and_the_length_of_cached_speech()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);
        setup.Options = setup.Options with { MaximumCases = 0, RunName = "again" };
        setup.Sink = new CollectingSink { Confirms = false };
        await setup.RunAsync(Token);

        RunPlan plan = Assert.IsType<RunPlan>(Assert.Single(setup.Sink.Items));
        long input = results.Sum(result => (long)result.Usage.InputAudioTokens!);
        Assert.Equal(input * 18 / 2, plan.Costs.Single(cost => cost.Modality == PlanModality.AudioInput).Tokens);
        Assert.All(plan.Costs.Where(cost => cost.Role == PlanRole.Agent), cost =>
            Assert.Equal("tokens a case of 2 results of the run test", cost.Basis));
        Assert.Equal(16, plan.SpeechCalls);
        Assert.False(Directory.Exists(Path.Combine(setup.Options.ResultsPath, "again")));
    }

    [Fact]
    public void Time_is_priced_by_the_minute_and_unknown_counts_are_unknown()
    {
        var prices = PlanPrices.For("api.openai.com");

        PlanCost live = Assert.Single(prices.Of(new PlannedUse(PlanRole.Agent, "gpt-live-1", 1, 1) { Minutes = 3 }));
        Assert.Equal((PlanModality.Time, 0.15m), (live.Modality, live.CostUsd));
        Assert.All(prices.Of(new PlannedUse(PlanRole.Agent, "gpt-realtime-2.1", 1, 1)), cost => Assert.Null(cost.CostUsd));
        Assert.All(prices.Of(new PlannedUse(PlanRole.Agent, "", 1, 1) { TextInput = 5 }), cost => Assert.True(prices.IsUnpriced(cost)));
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EvalServices At(DateTimeOffset now) => AdapterServices.Create(new ManualTime(now));

    private RunPlan Plan() => _sink.Items.OfType<RunPlan>().Last();

    private async Task<RunPlan> CrawlAsync(
        int trials, SpeechSource speech = SpeechSource.Auto, ServiceTarget? target = null, string? model = null, decimal? cap = null)
    {
        var options = new CrawlOptions
        {
            Target = target ?? _target,
            ResultsPath = _folder.PathOf("results"),
            SpeechCachePath = _folder.PathOf("speech"),
            SpeechSource = speech,
            RunName = "test",
            Trials = trials,
            MaximumCostUsd = cap,
            Model = model ?? ModelCatalog.Shipped.DefaultRealtimeModel,
            DataPath = _folder.Write("crawl.csv", $"{Header}\na,{Line},,\nb,{Line}!,,\n"),
            SystemPromptPath = _folder.Write("prompt.txt", new string('x', 80)),
            ToolsPath = _folder.Write("tools.json", Tools),
        };
        await new CrawlOperation(Services).RunAsync(options, _sink, Token);
        Assert.False(Directory.Exists(options.ResultsPath), "A plan made a folder of results.");
        Assert.False(Directory.Exists(options.SpeechCachePath), "A plan made a speech cache.");
        return Plan();
    }

    private RefusalOptions Refusal() => new()
    {
        Target = _target,
        ResultsPath = _folder.PathOf("results"),
        SpeechCachePath = _folder.PathOf("speech"),
        RunName = "test",
        ConfirmReal = true,
        DataPath = _folder.Write(
            "rows.jsonl",
            $$$"""
            {"item":{"prompt":"{{{Line}}}","expected":"ALLOW"}}
            {"item":{"prompt":"{{{Line}}}!","expected":"REFUSE"}}
            """),
    };

    private static long Heard(string line, int times) => times * SpokenLength.Heard(SpokenLength.MinutesOf(line));

    private static long? Tokens(RunPlan plan, PlanRole role, PlanModality modality) =>
        plan.Costs.Single(cost => cost.Role == role && cost.Modality == modality).Tokens;

    private static (PlanRole Role, PlanModality Modality, long? Tokens, decimal? CostUsd)[] Costs(RunPlan plan, PlanRole role) =>
        [.. plan.Costs.Where(cost => cost.Role == role).Select(cost => (cost.Role, cost.Modality, cost.Tokens, cost.CostUsd))];
}
