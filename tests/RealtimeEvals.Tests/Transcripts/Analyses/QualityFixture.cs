using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Adapters;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts.Analyses;

/// <summary>An interview of four questions, and the way to have it analysed.</summary>
internal static class QualityFixture
{
    public static readonly MeasuredConversation Talk = new(
        "talk",
        [
            new SpokenTurn(Speaker.Agent, "Good day. What is your full name?"),
            new SpokenTurn(Speaker.Participant, "Ann Hill."),
            new SpokenTurn(Speaker.Agent, "Are you allergic to anything?"),
            new SpokenTurn(Speaker.Participant, "I don't know."),
            new SpokenTurn(Speaker.Agent, "And what is your date of birth?"),
            new SpokenTurn(Speaker.Participant, "Why do you ask?"),
            new SpokenTurn(Speaker.Agent, "For the record: what is your date of birth?"),
            new SpokenTurn(Speaker.Participant, "The fourth of May 1970."),
        ])
    {
        Prompt = new EvalPrompt
        {
            Name = "intake",
            Text = "1. What is your full name?\n2. What is your date of birth?\n"
                + "3. Are you allergic to anything?\n4. Do you smoke cigarettes?",
        },
    };

    public static async Task<(IReadOnlyList<AnalysedConversation> Found, CollectingSink Sink)> AnalyseAsync(
        QualityOptions options, bool confirms = true, params MeasuredConversation[] talks)
    {
        var found = new List<AnalysedConversation>();
        var sink = new CollectingSink { Confirms = confirms };
        await new QualityOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            talks.Length > 0 ? talks : [Talk],
            options,
            (done, _) =>
            {
                found.Add(done);
                return ValueTask.CompletedTask;
            },
            sink,
            TestContext.Current.CancellationToken);
        return (found, sink);
    }

    /// <summary>Asserts that an analysis is a failing state in every place, and returns why.</summary>
    public static string FailureOf(IReadOnlyList<AnalysedConversation> found, CollectingSink sink)
    {
        AnalysedConversation one = Assert.Single(found);
        Assert.True(one.Analysis.IsFailed);
        Assert.Equal(QualityStatus.Failed, one.Quality.Status);
        Assert.Empty(one.Quality.Questions);
        Assert.Null(one.Quality.AskedCount);
        RunError error = Assert.Single(sink.Errors);
        Assert.Equal(nameof(EvalErrors.ConversationAnalysisFailed), error.ErrorId);
        Assert.Equal(one.Quality.ErrorMessage, Given.Json(one.Analysis.Json).GetProperty("error").GetString());
        return one.Quality.ErrorMessage;
    }
}
