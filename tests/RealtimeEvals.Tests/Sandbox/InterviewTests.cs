using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>The sandbox plays both sides of an interview, over a socket and by requests.</summary>
public sealed class InterviewTests
{
    private const string Clinic = "clinic-intake-interviewer";
    private const string Job = "job-screening-interviewer";
    private const string Survey = "exit-survey-interviewer";
    private const string Looping = "looping-interviewer";
    private const string Patient = "patient-participant";
    private const string Applicant = "applicant-participant";

    [Theory(Timeout = 300_000)]
    [InlineData(Clinic, Patient, "text")]
    [InlineData(Job, Applicant, "text")]
    [InlineData(Clinic, Patient, "audio")]
    public async Task Every_question_is_asked_once_in_order_and_nothing_is_poor(string interviewer, string participant, string modality)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, interviewer, participant, modality);

        await interview.HoldAsync(10);

        Assert.True(interview.IsClosed);
        string[] questions = [.. interview.Prompt.Text.Split('\n').Where(line => line.EndsWith('?')).Select(line => line[3..])];
        Assert.Equal(questions.Length + 1, interview.Asked.Count);
        Assert.All(questions.Index(), question => Assert.Equal(
            question.Index,
            Assert.Single(interview.Asked.Index(), turn => turn.Item.Contains(question.Item, StringComparison.Ordinal)).Index));
        Assert.DoesNotContain("I do not know.", interview.Answered);
        IReadOnlyDictionary<string, ConversationVariable> found = interview.Measure();
        Assert.DoesNotContain(found.Values, variable => variable.Status is VariableStatus.Poor or VariableStatus.Warning);
        Assert.Equal(
            (VariableStatus.Good, VariableStatus.Good), (found["closing_reached"].Status, found["questions_in_order"].Status));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Survey, Patient)]
    [InlineData(Survey, Applicant)]
    [InlineData(Job, Patient)]
    [InlineData(Clinic, Applicant)]
    public async Task Participant_of_another_interview_says_what_it_does_not_know_and_is_asked_once_more(
        string interviewer, string participant)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, interviewer, participant);

        await interview.HoldAsync(20);

        Assert.True(interview.IsClosed);
        Assert.Contains("I do not know.", interview.Answered);
        Assert.Contains(interview.Asked, turn => turn.StartsWith("Let me ask again:", StringComparison.Ordinal));
        Assert.Equal(interview.Asked.Count, interview.Asked.Distinct(StringComparer.Ordinal).Count());
        IReadOnlyDictionary<string, ConversationVariable> found = interview.Measure();
        Assert.Equal(
            (VariableStatus.Good, VariableStatus.Good),
            (found["question_coverage"].Status, found["participant_repeated_turns"].Status));
    }

    [Fact(Timeout = 300_000)]
    public async Task Looping_interviewer_never_closes_and_calls_by_a_placeholder()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Looping, Applicant);

        await interview.HoldAsync(10);

        Assert.False(interview.IsClosed);
        Assert.Equal(10, interview.Asked.Count);
        Assert.All(interview.Asked, turn => Assert.EndsWith("Which of our shops do you visit most often?", turn, StringComparison.Ordinal));
        Assert.Equal(
            [10.0, 8.0, 0.5],
            new[] { "placeholder_turns", "agent_repeated_turns", "question_coverage" }.Select(name => interview.Measure()[name].Value));
    }

    [Fact(Timeout = 300_000)]
    public async Task Endless_participant_leaves_only_a_limit_and_is_no_other_fault_of_a_participant()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Clinic, "endless-participant");

        await interview.HoldAsync(13);

        IReadOnlyDictionary<string, ConversationVariable> early = interview.Measure();
        Assert.All(
            ["role_inversion_turns", "quoted_turns", "empty_turns", "participant_repeated_turns"],
            name => Assert.Equal(VariableStatus.Good, early[name].Status));
        await interview.HearAsync((await interview.AnswerAsync())!);
        await interview.HoldAsync(30);
        Assert.False(interview.IsClosed);
        Assert.DoesNotContain(interview.Asked, turn => turn.StartsWith("You said:", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Helpful_participant_is_found_by_the_tests()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Survey, "helpful-participant");

        await interview.HoldAsync(10);

        IReadOnlyDictionary<string, ConversationVariable> found = interview.Measure();
        Assert.Equal((5.0, 5.0), (found["role_inversion_turns"].Value, found["quoted_turns"].Value));
        Assert.True(interview.IsClosed);
    }

    [Fact(Timeout = 300_000)]
    public async Task Answer_that_is_empty_is_asked_for_once_more()
    {
        await using SandboxServer sandbox = TestSandbox.Start("answer:emptyx1");
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Job, Applicant);

        await interview.HoldAsync(10);

        Assert.True(interview.IsClosed);
        Assert.Equal("Let me ask again: What is your name?", interview.Asked[1]);
        Assert.Equal("You said: My name is Runa Vik. Which position are you applying for?", interview.Asked[2]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Participant_refuses_and_fails_where_a_fault_says_so()
    {
        await using SandboxServer sandbox = TestSandbox.Start("answer:refusedx1", "answer:500x1", "answer:temperature");
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Job, Applicant);
        await interview.AskAsync();

        using HttpResponseMessage refused = await interview.RequestAsync();
        using HttpResponseMessage failed = await interview.RequestAsync();

        Assert.Equal(
            "I'm sorry, but I can't assist with that.",
            (await RestCall.JsonOf(refused)).GetProperty("choices")[0].GetProperty("message").GetProperty("refusal").GetString());
        Assert.Equal((500, "server_error", null), await RestCall.ErrorOf(failed));
        Assert.Equal("My name is Runa Vik.", await interview.AnswerAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task Interviewer_that_said_nothing_goes_on_where_it_was()
    {
        await using SandboxServer sandbox = TestSandbox.Start("empty#2");
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Job, Applicant);
        await interview.AskAsync();
        await interview.HearAsync("My name is Runa Vik.");

        Assert.Equal("", await interview.AskAsync());
        Assert.Equal("You said: My name is Runa Vik. Which position are you applying for?", await interview.AskAsync());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("drop:3#2")]
    [InlineData("close:1001#2")]
    public async Task Interviewer_is_lost_in_the_turn_of_the_fault(string fault)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);
        await using SandboxInterview interview = await SandboxInterview.OpenAsync(sandbox, Job, Applicant, "audio");
        await interview.AskAsync();
        await interview.HearAsync("My name is Runa Vik.");

        await Assert.ThrowsAnyAsync<Exception>(interview.AskAsync);

        Assert.Equal("Good day, this is Ilse. What is your name?", Assert.Single(interview.Asked));
        Assert.Empty(sandbox.DescribeUnusedFaults());
    }
}
