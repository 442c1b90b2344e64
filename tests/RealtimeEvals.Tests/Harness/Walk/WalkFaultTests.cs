using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>What goes wrong in one case concerns that case only.</summary>
public sealed class WalkFaultTests
{
    [Theory]
    [InlineData("status:failed", "response_status")]
    [InlineData("status:incomplete", "response_status")]
    [InlineData("error", "response_error")]
    [InlineData("close:1011", "response_missing_done")]
    [InlineData("drop:6", "response_missing_done")]
    [InlineData("malformed", "response_protocol")]
    [InlineData("binary", "response_protocol")]
    [InlineData("no-done", "response_timeout")]
    [InlineData("handshake:403", "handshake")]
    public async Task RunAsync_fault_of_one_case_is_its_error(string fault, string stage)
    {
        await using var setup = new WalkSetup($"{fault}@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 3, Limits = Patience.Brief };

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.Equal([Outcome.Pass, Outcome.Error, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal((stage, 0, null), (results[1].FailureStage, results[1].Grade, results[1].LatencyFirstAudioMs));
        Assert.NotEmpty(results[1].ErrorMessage);
        Assert.Equal("crawl_002.wav", results[1].InputAudioPath);
        Assert.Equal("crawl_002", Assert.Single(setup.Sink.Errors).CaseId);
    }

    [Fact]
    public async Task RunAsync_response_without_anything_is_inconclusive()
    {
        await using var setup = new WalkSetup("empty@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 2 };

        Assert.Equal([Outcome.Pass, Outcome.Inconclusive], (await setup.RunAsync()).Select(result => result.Outcome));
    }

    [Theory]
    [InlineData("unknown-event", 1)]
    [InlineData("big-frame", 1)]
    [InlineData("stall:50", 1)]
    [InlineData("handshake:429x1", 2)]
    public async Task RunAsync_what_can_be_borne_is_borne(string fault, int attempts)
    {
        await using var setup = new WalkSetup($"{fault}@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 2 };

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.Equal([(Outcome.Pass, 1), (Outcome.Pass, attempts)], results.Select(result => (result.Outcome, result.ConnectionAttempts)));
    }

    [Theory]
    [InlineData("handshake:401")]
    [InlineData("handshake:403")]
    public async Task RunAsync_service_that_takes_no_session_is_one_error(string fault)
    {
        await using var setup = new WalkSetup(fault);

        Assert.Equal("EndpointUnavailable", (await setup.RefusedAsync()).ErrorId);
        Assert.Empty(setup.Sink.Errors);
    }

    [Theory]
    [InlineData("status:failed")]
    [InlineData("error")]
    public async Task RunAsync_fault_with_turn_detection_is_an_error_too(string fault)
    {
        await using var setup = new WalkSetup($"{fault}@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 2, TurnDetection = TurnDetection.ServerVad };

        Assert.Equal([Outcome.Pass, Outcome.Error], (await setup.RunAsync()).Select(result => result.Outcome));
    }
}
