using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>A key that stands in a prompt, and that both sides say, is in no file of the run and not in the store.</summary>
public sealed class InterviewKeyTests
{
    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}";

    [Theory(Timeout = 300_000)]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "error@clinic-intake.patient/assistant#3")]
    [InlineData(false, "answer:400@clinic-intake.patient")]
    public async Task Key_in_the_prompts_and_in_what_is_said_is_kept_nowhere(bool isSpoken, string fault)
    {
        string[] faults = fault.Length > 0 ? [fault] : [];
        await using InterviewSetup setup = new InterviewSetup(new SandboxOptions { RequiredKey = ApiKey.From(_canary) }, faults)
            .CopyPrompts()
            .Change("patient-participant", "Full name: Teodor Falk", $"Full name: {_canary}")
            .Change("clinic-intake-interviewer", "Give no medical advice.", $"Give no medical advice. The key is {_canary}.")
            .Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { ParticipantAudio = isSpoken };

        InterviewResult result = await setup.HoldAsync();

        BenchmarkRun run = Assert.Single(setup.Stored());
        Assert.Contains("The key is [redacted].", run.InterviewerPromptText, StringComparison.Ordinal);
        Assert.Contains("Full name: [redacted]", run.ParticipantPromptText, StringComparison.Ordinal);
        if (!fault.StartsWith("answer", StringComparison.Ordinal))
        {
            Assert.Contains("My name is [redacted].", run.Turns.Select(turn => turn.Text));
            Assert.Contains("My name is [redacted]", result.Turns[1].AssistantText, StringComparison.Ordinal);
        }

        AssertSecret(setup);
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_of_an_interview_that_is_cancelled_is_kept_nowhere()
    {
        await using InterviewSetup setup = new InterviewSetup(new SandboxOptions { RequiredKey = ApiKey.From(_canary) })
            .CopyPrompts()
            .Change("patient-participant", "Full name: Teodor Falk", $"Full name: {_canary}")
            .Use(InterviewSetup.Clinic);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        setup.Sink = new CollectingSink
        {
            OnEmit = item =>
            {
                if (item is TurnResult { TurnIndex: 3 }) stop.Cancel();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        Assert.Equal(BenchmarkStatus.Cancelled, Assert.Single(setup.Stored()).Status);
        AssertSecret(setup);
    }

    private void AssertSecret(InterviewSetup setup)
    {
        // The prompts that the test wrote itself hold the key.
        Directory.Delete(setup.PathOf("prompts"), recursive: true);
        Assert.True(File.Exists(setup.StorePath));
        Assert.Empty(Leaks.In(setup.Folder, _canary));
        string part = _canary[..18];
        Assert.All(
            setup.Sink.Items,
            item => Assert.DoesNotContain(part, $"{item} {JsonSerializer.Serialize(item, item.GetType())}", StringComparison.Ordinal));
        Assert.All(
            setup.Sink.Errors.Select(error => error.ToString()).Concat(setup.Sink.Warnings).Concat(setup.Sink.Verboses),
            text => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }
}
