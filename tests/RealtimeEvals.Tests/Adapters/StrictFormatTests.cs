using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.TextModels;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;

namespace RealtimeEvals.Tests.Adapters;

/// <summary>A schema for the answer of a text model, on both endpoints.</summary>
public sealed class StrictFormatTests
{
    private const string Input =
        """{"questions":[{"id":"1","text":"What is your name?"}],"turns":[{"number":1,"speaker":"agent","text":"What is your name?"},"""
        + """{"number":2,"speaker":"participant","text":"Ann."}]}""";

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sandbox_answers_by_the_schema(bool isChat)
    {
        TextAnswer answer = await AskAsync(QuestionPrompt.Schema, isChat);

        JsonElement question = Assert.Single(Given.Json(answer.Text).GetProperty("questions").EnumerateArray());
        Assert.Equal(("Ann.", "[1,2]"), (question.GetProperty("answer").GetString(), question.GetProperty("turns").GetRawText()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Schema_is_sent_as_strict_so_that_a_loose_one_is_refused(bool isChat)
    {
        var loose = new AnswerSchema("loose", StrictJson.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""));

        TextModelException error = await Assert.ThrowsAsync<TextModelException>(() => AskAsync(loose, isChat));

        Assert.Contains("Invalid schema for response_format 'loose'", error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Question_without_a_schema_is_answered_in_plain_text(bool isChat) =>
        Assert.True(Given.Json((await AskAsync(null, isChat)).Text).TryGetProperty("grade", out _));

    private static async Task<TextAnswer> AskAsync(AnswerSchema? schema, bool isChat)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        var terms = new RetryTerms(TimeSpan.Zero, TimeSpan.FromSeconds(30), 1);
        ITextModel model = AdapterServices.Create(TimeProvider.System).TextModelFor(
            new TextModelAddress(sandbox.Target, terms, "gpt-5.1", isChat));
        return await model.AskAsync(
            new TextQuestion("gpt-5.1", "Tell.", Input, null, "id") { Schema = schema }, TestContext.Current.CancellationToken);
    }
}
