using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.WalkAudio;

/// <summary>What is refused before anything is made, and what happens when speech cannot be had.</summary>
public sealed class WalkAudioRefusalTests
{
    [Fact]
    public async Task RunAsync_id_that_is_too_long_with_its_condition_is_refused()
    {
        await using var setup = new WalkAudioSetup();
        string id = new('x', 95);
        string source = setup.Write("long.csv", $"{WalkAudioSetup.Header}\nshort,Hello.,,\n{id},Hello.,,\n");

        EvalException exception = await setup.RefusedAsync(
            setup.Options with { SourcePath = source, Conditions = ["clean", "noise:10", "loss:5"] });

        Assert.Equal("InvalidInput", exception.ErrorId);
        Assert.Equal(
            [(3, "example_id"), (3, "example_id")],
            exception.Problems.Select(problem => (problem.Row ?? 0, problem.Column ?? "")));
        Assert.Contains($"{id}.noise-10", exception.Problems[0].Found, StringComparison.Ordinal);
        Assert.Contains($"{id}.loss-5", exception.Problems[1].Found, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.PathOf("walk")));
    }

    [Theory]
    [InlineData("a.noise-10")]
    [InlineData("A.NOISE-10")]
    public async Task RunAsync_id_that_is_the_same_with_its_condition_as_another_is_refused(string id)
    {
        await using var setup = new WalkAudioSetup();
        string source = setup.Write("same.csv", $"{WalkAudioSetup.Header}\na,Hello.,,\n{id},Good bye.,,\n");

        EvalException exception = await setup.RefusedAsync(setup.Options with { SourcePath = source, Conditions = ["clean", "noise:10"] });

        Assert.Equal("InvalidInput", exception.ErrorId);
    }

    [Theory]
    [InlineData("other/calls.csv")]
    [InlineData("walk/deeper/calls.csv")]
    [InlineData("walk2/calls.csv")]
    public async Task RunAsync_table_that_is_not_above_the_audio_is_refused(string table)
    {
        await using var setup = new WalkAudioSetup();

        EvalException exception = await setup.RefusedAsync(setup.Options with { TablePath = setup.PathOf(table) });

        Assert.Equal(("InvalidSetting", ErrorKind.Usage), (exception.ErrorId, exception.Kind));
        Assert.Contains("must be in or below the folder of the table", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_table_that_would_replace_its_source_is_refused()
    {
        await using var setup = new WalkAudioSetup();

        EvalException exception = await setup.RefusedAsync(setup.Options with { TablePath = setup.Options.SourcePath });

        Assert.Equal("InvalidSetting", exception.ErrorId);
        Assert.Equal(WalkAudioSetup.Cases, await File.ReadAllTextAsync(setup.Options.SourcePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_settings_out_of_range_are_refused_all_at_once()
    {
        await using var setup = new WalkAudioSetup();

        EvalException exception = await setup.RefusedAsync(setup.Options with
        {
            Conditions = [], ThrottleLimit = 257, Limits = TurnLimits.FromSeconds(60, -1), RetryLimit = TimeSpan.FromSeconds(-1),
        });

        Assert.Equal("InvalidSetting", exception.ErrorId);
        Assert.All(
            ["No condition", "257", "time limit", "retry limit"],
            part => Assert.Contains(part, exception.Message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task RunAsync_bad_condition_is_refused()
    {
        await using var setup = new WalkAudioSetup();

        EvalException exception = await setup.RefusedAsync(setup.Options with { Conditions = ["clean", "noise"] });

        Assert.Equal(("InvalidCondition", "noise"), (exception.ErrorId, exception.Target));
    }

    [Fact]
    public async Task RunAsync_case_without_speech_keeps_the_others_and_writes_no_table()
    {
        await using var setup = new WalkAudioSetup("speech:401x1");

        EvalException exception = await setup.RefusedAsync(setup.Options with { ThrottleLimit = 1 });

        Assert.Equal(("AudioNotMade", ErrorKind.Connection), (exception.ErrorId, exception.Kind));
        Assert.Contains("1 of 3 cases have no audio; the first: one: ", exception.Message, StringComparison.Ordinal);
        RunError error = Assert.Single(setup.Sink.Errors);
        Assert.Equal(("CaseFailed", "one"), (error.ErrorId, error.CaseId));
        Assert.Equal(["three.wav", "two.wav"], setup.ContentOf("walk").Keys, StringComparer.Ordinal);

        WalkAudioSet rest = await setup.MakeAsync();
        Assert.Equal((3, 1), (rest.Files, rest.Created));
    }

    [Fact]
    public async Task RunAsync_every_retry_of_the_speech_service_used_up_fails_the_case()
    {
        await using var setup = new WalkAudioSetup("speech:500x1");
        string source = setup.Write("two.csv", $"{WalkAudioSetup.Header}\na,Hello.,,\nb,Good bye.,,\n");

        EvalException exception = await setup.RefusedAsync(
            setup.Options with { SourcePath = source, ThrottleLimit = 1, RetryLimit = TimeSpan.Zero });

        Assert.Equal("AudioNotMade", exception.ErrorId);
        Assert.Equal(["b.wav"], setup.ContentOf("walk").Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_failure_that_passes_is_not_seen()
    {
        await using var setup = new WalkAudioSetup("speech:500x1");

        Assert.Equal(3, (await setup.MakeAsync(setup.Options with { ThrottleLimit = 1 })).Created);
        Assert.Empty(setup.Sink.Errors);
    }

    [Fact]
    public async Task RunAsync_speech_endpoint_that_cannot_be_told_is_refused()
    {
        await using var setup = new WalkAudioSetup();
        ServiceTarget unknown = setup.Sandbox.Target with { Rest = null };

        EvalException exception = await setup.RefusedAsync(setup.Options with { Target = new Lazy<ServiceTarget>(() => unknown) });

        Assert.Equal("InvalidSetting", exception.ErrorId);
    }

    [Fact]
    public async Task RunAsync_audio_folder_that_is_a_file_is_refused()
    {
        await using var setup = new WalkAudioSetup();
        setup.Write("walk", "");

        Assert.Equal("ResultsNotWritable", (await setup.RefusedAsync(setup.Options)).ErrorId);
    }
}
