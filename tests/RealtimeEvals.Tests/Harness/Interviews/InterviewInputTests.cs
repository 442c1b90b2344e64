using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>All that is wrong with the input is told at once, before anything is sent, and no trace of the run is left.</summary>
public sealed class InterviewInputTests : IAsyncDisposable
{
    private const string Answers = "patient-participant";
    private const string Asks = "clinic-intake-interviewer";

    private readonly InterviewService _service = new();
    private readonly InterviewSetup _setup = new InterviewSetup().CopyPrompts();

    public InterviewInputTests() => _setup.Options = _setup.Options with { Target = _service.Target, PromptValues = [] };

    [Fact(Timeout = 300_000)]
    public async Task Every_row_of_a_table_says_what_is_wrong_with_it()
    {
        File.WriteAllText(_setup.PathOf("prompts", "cueless-interviewer.txt"), "You hold an interview.\n1. What is your name?\n");
        UseTable(
            $"a,clinic-intake-interviewr,{Answers},,",
            $"b,../prompts/{Asks},{Answers},,",
            $"c,exit-survey-interviewer,{Answers},,",
            $"d,cueless-interviewer,{Answers},,",
            $"e,{Asks},{Answers},,",
            $"E,{Asks},{Answers},,",
            $"f,{Asks},{Answers},0,",
            $"g,{Asks},{Answers},1001,",
            $"h,{Asks},{Answers},,none",
            $"i/j,{Asks},{Answers},,",
            $"k,{Asks},,,");

        EvalException refusal = await RefusedAsync();

        Assert.Equal(nameof(EvalErrors.InvalidInput), refusal.ErrorId);
        Assert.All(refusal.Problems, problem => Assert.Equal(_setup.Options.DataPath, problem.File));
        (int Row, string Column, string Words)[] expected =
        [
            (2, "interviewer", "the nearest is 'clinic-intake-interviewer'"),
            (3, "interviewer", "'../prompts/clinic-intake-interviewer'"),
            (4, "interviewer", "the placeholder 'FirstName'"),
            (5, "interviewer", "does not have the words 'that completes the interview'"),
            (7, "interview_id", "'E' stands in row 6 already"),
            (8, "max_turns", "'0'"),
            (9, "max_turns", "'1001'"),
            (10, "trials", "'none'"),
            (11, "interview_id", "'i/j'"),
            (12, "participant", ""),
        ];
        Assert.Equal(
            expected.Select(one => ((int?)one.Row, (string?)one.Column)),
            refusal.Problems.Select(problem => (problem.Row, problem.Column)));
        Assert.All(expected.Zip(refusal.Problems), pair => Assert.Contains(
            pair.First.Words, $"{pair.Second.Found}; {pair.Second.Expected}", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Prompt_that_is_linked_into_the_folder_is_refused()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Not every user may make links on Windows.");
        File.CreateSymbolicLink(_setup.PathOf("prompts", "linked-interviewer.txt"), _setup.Write("secret.txt", "Ask: 1. Who?"));
        UseTable($"a,linked-interviewer,{Answers},,");

        DataProblem problem = Assert.Single((await RefusedAsync()).Problems);

        Assert.Equal((2, "interviewer", "a link to a file elsewhere"), (problem.Row, problem.Column, problem.Found));
    }

    [Fact(Timeout = 300_000)]
    public async Task Table_without_rows_is_refused()
    {
        UseTable();

        DataProblem problem = Assert.Single((await RefusedAsync()).Problems);

        Assert.Equal((_setup.Options.DataPath, "no rows below the header"), (problem.File, problem.Found));
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_setting_that_is_wrong_is_told()
    {
        _setup.Use($"{Asks}={Answers}", $"{Asks}={Answers}", Asks, $"={Answers}", $"../{Asks}={Answers}", $"{Asks}=patient-participent");
        _setup.Options = _setup.Options with
        {
            PromptValues = ["FirstName=Ada", "FirstName=Bea", "no value"],
            CostLimitUsd = -1,
            ParticipantCondition = "underwater",
            MaximumTurns = 0,
            TimeLimit = TimeSpan.Zero,
            FirstLine = " ",
        };

        EvalException refusal = await RefusedAsync();

        Assert.Equal(nameof(EvalErrors.InvalidSetting), refusal.ErrorId);
        Assert.All(
            [
                $"The pair '{Asks}={Answers}' is given twice",
                $"The pair '{Asks}' is not an interviewer's and a participant's prompt",
                $"The pair '={Answers}' is not",
                $"The interviewer of '../{Asks}={Answers}'",
                "the nearest is 'patient-participant'",
                "The placeholder 'FirstName' has two values",
                "The value 'no value' is not the name of a placeholder",
                "The limit of cost must be above zero",
                "A condition changes speech, and the participant does not speak",
                "underwater",
                "The maximum of turns is 0",
                "The limit of time must be above zero",
                "The participant's first line is blank",
            ],
            words => Assert.Contains(words, refusal.Message, StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Condition_without_speech_is_refused()
    {
        _setup.Use($"{Asks}={Answers}");
        _setup.Options = _setup.Options with { ParticipantCondition = "telephone" };

        Assert.Equal(
            "A condition changes speech, and the participant does not speak.", (await RefusedAsync()).Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task Limit_of_cost_is_refused_for_a_model_without_a_price()
    {
        _setup.Use($"{Asks}={Answers}");
        _setup.Options = _setup.Options with { CostLimitUsd = 1, InterviewerModel = "made-up" };

        Assert.Contains("the model 'made-up' has no price", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Folder_of_prompts_that_is_not_there_is_refused()
    {
        _setup.Options = _setup.Options with { PromptPath = _setup.PathOf("nowhere") };

        Assert.Equal(nameof(EvalErrors.PathNotFound), (await RefusedAsync()).ErrorId);
    }

    public async ValueTask DisposeAsync()
    {
        await _setup.DisposeAsync();
        await _service.DisposeAsync();
    }

    private void UseTable(params string[] rows) => _setup.Options = _setup.Options with
    {
        DataPath = _setup.Write(
            "pairs.csv", $"interview_id,interviewer,participant,max_turns,trials\n{string.Concat(rows.Select(row => $"{row}\n"))}"),
    };

    private async Task<EvalException> RefusedAsync()
    {
        EvalException refusal = await _setup.RefusedAsync();
        Assert.Empty(_service.Requests);
        Assert.False(File.Exists(_setup.StorePath));
        return refusal;
    }
}
