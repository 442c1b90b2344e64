using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>What each harness says that it would take, by figures that can be added up by hand.</summary>
public sealed class RunPlanTests : PlannedRuns
{
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
    public async Task Walk_takes_the_length_of_the_files()
    {
        byte[] second = [.. Enumerable.Range(0, 8000).Select(sample => (byte)(sample % 2 == 0 ? 0x00 : 0x80))];
        var format = new AudioFormat(AudioEncoding.MuLaw, 8000);
        File.WriteAllBytes(Folder.PathOf("one.wav"), WavWriter.ToBytes(format, second));
        File.WriteAllBytes(Folder.PathOf("two.wav"), WavWriter.ToBytes(format, [.. second, .. second]));
        var options = new WalkOptions
        {
            Target = Target,
            ResultsPath = Folder.PathOf("results"),
            RunName = "test",
            DataPath = Folder.Write("walk.csv", $"{Header},audio_path\na,hello,,,one.wav\nb,hello,,,two.wav\n"),
            SystemPromptPath = Folder.Write("prompt.txt", new string('x', 80)),
            ToolsPath = Folder.Write("tools.json", Tools),
        };

        await new WalkOperation(Services).RunAsync(options, Sink, Token);

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
            Target = Target,
            ResultsPath = Folder.PathOf("results"),
            SpeechCachePath = Folder.PathOf("speech"),
            RunName = "test",
            DataPath = ConversationSetup.CopySimulations(Folder.PathOf("data"), "order_status"),
            JudgeSamples = 3,
        };

        await new SimulationOperation(Services).RunAsync(options, Sink, Token);

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

        await new SimulationOperation(Services).RunAsync(options with { SkipJudge = true }, Sink, Token);
        Assert.Equal(0, Plan().JudgeCalls);
    }

    [Fact]
    public async Task Benchmark_asks_the_participant_for_all_lines_but_the_first()
    {
        var options = new BenchmarkOptions
        {
            Target = Target,
            ResultsPath = Folder.PathOf("results"),
            SpeechCachePath = Folder.PathOf("speech"),
            RunName = "test",
            PromptPairs = [InterviewSetup.Clinic],
            PromptValues = ["FirstName=Ada"],
            MaximumTurns = 4,
        };

        await new BenchmarkOperation(Services).RunAsync(options, Sink, Token);

        RunPlan plan = Plan();
        Assert.Equal((4, 3, 0), (plan.AgentCalls, plan.ParticipantCalls, plan.SpeechCalls));
        Assert.Equal(0, plan.AudioInputMinutes);
        Assert.Equal(200L * 6, Tokens(plan, PlanRole.Agent, PlanModality.AudioInput));
        Assert.Equal(3L * 38, Tokens(plan, PlanRole.Participant, PlanModality.TextOutput));

        await new BenchmarkOperation(Services).RunAsync(options with { ParticipantAudio = true }, Sink, Token);
        Assert.Equal(4, Plan().SpeechCalls);
        Assert.Equal(Heard("Hello, I am ready.", 4) + (100 * 6) + (200 * 6), Tokens(Plan(), PlanRole.Agent, PlanModality.AudioInput));
    }

    [Fact]
    public async Task Refusal_smoke_asks_once_a_row_and_by_voice_three_times()
    {
        var operation = new RefusalOperation(Services, AdapterServices.HostedEvals(Services.Time));

        await operation.RunAsync(Refusal(), Sink, Token);
        RunPlan written = Plan();
        await operation.RunAsync(Refusal() with { Speaks = true }, Sink, Token);
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

    private static long Heard(string line, int times) => times * SpokenLength.Heard(SpokenLength.MinutesOf(line));

    private static (PlanRole Role, PlanModality Modality, long? Tokens, decimal? CostUsd)[] Costs(RunPlan plan, PlanRole role) =>
        [.. plan.Costs.Where(cost => cost.Role == role).Select(cost => (cost.Role, cost.Modality, cost.Tokens, cost.CostUsd))];
}
