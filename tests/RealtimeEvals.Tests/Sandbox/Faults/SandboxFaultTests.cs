using RealtimeEvals.Model;
using RealtimeEvals.Sandbox.Faults;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Faults;

public sealed class SandboxFaultTests
{
    [Theory]
    [InlineData("error", FaultKind.Error, "", null, "", null)]
    [InlineData("error#2", FaultKind.Error, "", null, "", 2)]
    [InlineData("drop:12x3@refund/assistant#4", FaultKind.Drop, "12", 3, "refund/assistant", 4)]
    [InlineData("drop#999", FaultKind.Drop, "5", null, "", 999)]
    [InlineData("status:incompletex1#1", FaultKind.Status, "incomplete", 1, "", 1)]
    [InlineData("handshake:503@refund.trial2/simulator", FaultKind.Handshake, "503", null, "refund.trial2/simulator", null)]
    [InlineData("close:4001@a", FaultKind.Close, "4001", null, "a", null)]
    [InlineData("judge:twox2@refund/goal_completion", FaultKind.Judge, "two", 2, "refund/goal_completion", null)]
    [InlineData("transcribe:nothing@refund", FaultKind.Transcribe, "nothing", null, "refund", null)]
    [InlineData("answer", FaultKind.Answer, "wrong", null, "", null)]
    [InlineData("answer:temperaturex1@row_007", FaultKind.Answer, "temperature", 1, "row_007", null)]
    [InlineData("hosted", FaultKind.Hosted, "500", null, "", null)]
    [InlineData("hosted:expiredx2@poll", FaultKind.Hosted, "expired", 2, "poll", null)]
    [InlineData("hosted:drop@upload", FaultKind.Hosted, "drop", null, "upload", null)]
    [InlineData("client-secret", FaultKind.ClientSecret, "500", null, "", null)]
    [InlineData("client-secret:expiredx1@talk", FaultKind.ClientSecret, "expired", 1, "talk", null)]
    [InlineData("late-audio:20#3", FaultKind.LateAudio, "20", null, "", 3)]
    public void Parse_reads_every_part(string text, FaultKind kind, string value, int? times, string place, int? turn) =>
        Assert.Equal(new SandboxFault(kind, value, times, place, turn), SandboxFault.Parse(text));

    [Theory]
    [InlineData("handshake#1")]
    [InlineData("handshake:429x1@a#1")]
    [InlineData("hang#1")]
    [InlineData("speech#2")]
    [InlineData("judge:prose#1")]
    [InlineData("transcribe#1")]
    [InlineData("answer#1")]
    [InlineData("hosted:failed#1")]
    [InlineData("client-secret#1")]
    public void Parse_refuses_a_turn_where_there_is_none(string text) =>
        Assert.Contains("does not happen in a turn", Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("error#0")]
    [InlineData("error#01")]
    [InlineData("error#-1")]
    [InlineData("error#")]
    [InlineData("error#1000")]
    [InlineData("error#two")]
    [InlineData("error#2@a")]
    [InlineData("error@a#1#2")]
    [InlineData("error@")]
    [InlineData("error@a b")]
    [InlineData("error\n")]
    [InlineData("Error")]
    [InlineData("nonsense#1")]
    [InlineData("judge:four")]
    [InlineData("transcribe:prose")]
    [InlineData("answer:failed")]
    [InlineData("answer:399")]
    [InlineData("hosted:wrong")]
    [InlineData("hosted:600")]
    [InlineData("hosted@row_001")]
    [InlineData("hosted@run/upload")]
    [InlineData("hosted:failed@upload")]
    [InlineData("hosted:partial@items")]
    [InlineData("client-secret:wrong")]
    [InlineData("client-secret:200")]
    [InlineData("status:completed#1")]
    [InlineData("close:1005#1")]
    public void Parse_refuses_what_is_not_written_so(string text) => Assert.NotEmpty(Refusal(text));

    [Theory]
    [InlineData("drop:0")]
    [InlineData("drop:0#1")]
    public void Parse_refuses_a_break_after_no_event_which_would_never_come(string text) => Assert.NotEmpty(Refusal(text));

    [Fact]
    public void Plan_hits_the_named_turn_alone_and_as_often_as_it_says()
    {
        FaultPlan plan = Plan("error#2", "statusx1#3");

        Assert.Equal(
            [false, false, true, true, false],
            new int?[] { null, 1, 2, 2, 4 }.Select(turn => plan.TakeInTurn("r/c/assistant/1", turn, FaultKind.Error) is not null));
        Assert.Equal(
            [true, false],
            new int?[] { 3, 3 }.Select(turn => plan.TakeInTurn("r/c/assistant/1", turn, FaultKind.Status) is not null));
    }

    [Theory]
    [InlineData("error", "", true)]
    [InlineData("error", "run/refund/assistant/1", true)]
    [InlineData("error@refund", "run/refund/assistant/1", true)]
    [InlineData("error@refund/assistant", "run/refund/assistant/1", true)]
    [InlineData("error@assistant/refund", "run/refund/assistant/1", true)]
    [InlineData("error@assistant", "run/refund/assistant/1", true)]
    [InlineData("error@refund/simulator", "run/refund/assistant/1", false)]
    [InlineData("error@order/assistant", "run/refund/assistant/1", false)]
    [InlineData("error@ref", "run/refund/assistant/1", false)]
    [InlineData("error@REFUND", "run/refund/assistant/1", false)]
    [InlineData("error@refund.trial1", "run/refund/assistant/1", false)]
    [InlineData("error@refund.trial1/assistant", "run/refund.trial1/assistant/1", true)]
    [InlineData("error@refund", "", false)]
    public void Plan_hits_where_every_part_of_the_place_is_found(string fault, string id, bool hits) =>
        Assert.Equal(hits, Plan(fault).TakeInTurn(id, 1, FaultKind.Error) is not null);

    [Fact]
    public void Plan_counts_a_fault_only_where_it_matters()
    {
        FaultPlan plan = Plan("answer:temperaturex1", "answer:empty");

        Assert.Equal(
            ["empty", "temperature", "empty"],
            new[] { false, true, true }
                .Select(isWarm => plan.TakeWhere("a", fault => isWarm || fault.Value != "temperature", FaultKind.Answer)!.Value));
    }

    [Fact]
    public void Plan_breaks_from_the_handshake_or_from_the_turn_and_never_both()
    {
        FaultPlan general = Plan("drop:3");
        FaultPlan ofTurn = Plan("drop:3#1");

        Assert.NotNull(general.Take("a", FaultKind.Drop));
        Assert.Null(general.TakeInTurn("a", 1, FaultKind.Drop));
        Assert.Null(ofTurn.Take("a", FaultKind.Drop));
        Assert.NotNull(ofTurn.TakeInTurn("a", 1, FaultKind.Drop));
    }

    [Fact]
    public void Plan_goes_on_to_the_next_fault_when_one_is_used_up()
    {
        FaultPlan plan = Plan("status:failedx1", "status:incompletex1#2", "status:cancelled");

        Assert.Equal(
            ["failed", "cancelled", "incomplete", "cancelled"],
            new int?[] { 1, 1, 2, 2 }.Select(turn => plan.TakeInTurn("a", turn, FaultKind.Status)!.Value));
    }

    private static FaultPlan Plan(params string[] faults) => new([.. faults.Select(SandboxFault.Parse)]);

    private static string Refusal(string text)
    {
        EvalException exception = Assert.Throws<EvalException>(() => SandboxFault.Parse(text));
        Assert.Equal(nameof(EvalErrors.InvalidSandboxFault), exception.ErrorId);
        return exception.RecommendedAction;
    }
}
