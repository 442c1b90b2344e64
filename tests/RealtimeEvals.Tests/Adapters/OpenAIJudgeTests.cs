using System.Collections.Concurrent;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters;

public sealed class OpenAIJudgeTests
{
    private const string Schema =
        """{"type":"object","properties":{"grade":{"type":["integer","null"],"enum":[0,1,null]},"rationale":{"type":"string"}}"""
        + ""","required":["grade","rationale"],"additionalProperties":false}""";

    private static readonly JudgeQuestion Question = new("gpt-5.1", "You judge.", "Was it right?", "grade", Schema);

    [Theory(Timeout = 300_000)]
    [InlineData("Was it right?", "1")]
    [InlineData("sandbox judge: fail", "0")]
    [InlineData("sandbox judge: does not apply", "null")]
    public async Task Answer_is_what_the_service_said(string input, string grade)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        JudgeAnswer answer = await AskAsync(sandbox.Target, Question with { Input = input });

        Assert.Equal(grade, Given.Json(answer.Text).GetProperty("grade").GetRawText());
        Assert.Equal("gpt-5.1-sandbox", answer.Model);
        int output = (answer.Text.Length + 3) / 4;
        int asked = (10 + 3) / 4 + (input.Length + 3) / 4;
        var expected = new TokenUsage
        {
            InputTokens = asked,
            InputTextTokens = asked,
            InputAudioTokens = 0,
            CachedTokens = 0,
            CachedTextTokens = 0,
            CachedAudioTokens = 0,
            OutputTokens = output,
            OutputTextTokens = output,
            OutputAudioTokens = 0,
        };
        Assert.Equal(expected, answer.Usage);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("judge:prose")]
    [InlineData("judge:truncated")]
    [InlineData("judge:string")]
    [InlineData("judge:two")]
    [InlineData("judge:nothing")]
    public async Task Answer_that_is_spoiled_is_handed_on_as_it_is(string fault)
    {
        await using SandboxServer sandbox = TestSandbox.Start($"{fault}@run/a");

        JudgeAnswer answer = await AskAsync(sandbox.Target, Question with { ClientRequestId = "run/a" });
        JudgeAnswer other = await AskAsync(sandbox.Target, Question with { ClientRequestId = "run/b" });

        Assert.Equal(fault == "judge:nothing", answer.Text.Length == 0);
        Assert.NotEqual(other.Text, answer.Text);
        Assert.Equal(1, Given.Json(other.Text).GetProperty("grade").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_is_told_in_one_line_and_in_the_service_s_words()
    {
        await using SandboxServer sandbox = TestSandbox.Start("judge:403");

        JudgeException injected = await FailAsync(sandbox.Target);
        await using SandboxServer other = TestSandbox.Start();
        JudgeException unknown = await FailAsync(other.Target, Question with { Model = "gpt-none" });
        JudgeException schema = await FailAsync(
            other.Target,
            Question with { Schema = """{"type":"object","properties":{"grade":{"type":"integer"}}}""" });

        Assert.Contains("Nothing was judged (injected).", injected.Message, StringComparison.Ordinal);
        Assert.Contains("The model 'gpt-none' does not exist", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'additionalProperties' is required", schema.Message, StringComparison.Ordinal);
        Assert.All(
            [injected, unknown, schema],
            exception => Assert.StartsWith("the Responses endpoint refused: ", exception.Message, StringComparison.Ordinal));
        Assert.All([injected, unknown, schema], exception => Assert.DoesNotContain('\n', exception.Message));
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_that_may_pass_is_tried_again()
    {
        await using SandboxServer sandbox = TestSandbox.Start("judge:503x1");

        Assert.NotEmpty((await AskAsync(sandbox.Target, Question)).Text);
    }

    [Fact(Timeout = 300_000)]
    public async Task Connection_that_breaks_every_time_is_a_failure_and_once_is_none()
    {
        await using SandboxServer always = TestSandbox.Start("judge:drop");
        await using SandboxServer once = TestSandbox.Start("judge:dropx1");

        Task<JudgeException> failing = FailAsync(always.Target);
        JudgeAnswer answer = await AskAsync(once.Target, Question);
        JudgeException exception = await failing;

        Assert.NotEmpty(answer.Text);
        Assert.StartsWith("the Responses endpoint at 127.0.0.1 could not be reached: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task Cancellation_of_a_question_that_hangs_passes_through()
    {
        await using SandboxServer sandbox = TestSandbox.Start("judge:hang");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new OpenAIJudge(sandbox.Target, Patience.Retries, TimeProvider.System).AskAsync(Question, limit.Token));

        Assert.IsNotType<JudgeException>(exception.InnerException);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new OpenAIJudge(sandbox.Target, Patience.Retries, TimeProvider.System)
                .AskAsync(Question, new CancellationToken(canceled: true)));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(
        """{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}""",
        "the response is incomplete: max_output_tokens")]
    [InlineData(
        """{"status":"failed","error":{"code":"server_error","message":"It\nbroke."},"output":[]}""",
        "the response is failed: It broke.")]
    [InlineData("""{"status":"cancelled"}""", "the response is cancelled")]
    [InlineData("""{"output":[]}""", "the response is without a status")]
    [InlineData(
        """{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I cannot\r\njudge that."}]}]}""",
        "the model refused: I cannot judge that.")]
    [InlineData("null", "the Responses endpoint sent what cannot be read: null instead of a response")]
    [InlineData("<html>", "the Responses endpoint sent what cannot be read: ")]
    [InlineData(
        """{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"\ud800"}]}]}""",
        "the Responses endpoint sent what cannot be read: ")]
    public async Task Response_that_is_no_answer_is_a_failure(string body, string message)
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 200, body));

        JudgeException exception = await FailAsync(TargetOf(server));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact(Timeout = 300_000)]
    public async Task Answer_with_unknown_parts_and_without_counts_leaves_them_unknown()
    {
        const string Body =
            """
            {"status":"completed","model":"gpt-5.1-2026-01-01","output":[{"type":"reasoning","summary":[]},{"type":"message","content":[
              {"type":"output_text","text":"a"},{"type":"novelty","text":"x"},{"type":"output_text","text":"b"}]}]
            """
            + ""","usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":3}}}""";
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, 200, Body));

        JudgeAnswer answer = await AskAsync(TargetOf(server), Question);

        var expected = new TokenUsage
        {
            InputTokens = 7,
            InputTextTokens = 7,
            InputAudioTokens = 0,
            CachedTokens = 3,
            CachedTextTokens = 3,
            CachedAudioTokens = 0,
        };
        Assert.Equal(new JudgeAnswer("ab", "gpt-5.1-2026-01-01", expected), answer);
    }

    [Fact(Timeout = 300_000)]
    public async Task Request_is_strict_is_not_stored_and_carries_its_id()
    {
        var seen = new ConcurrentQueue<(string? Id, string? Authorization, JsonElement Body)>();
        await using var server = new LoopbackServer(async (context, limit) =>
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.InputStream, cancellationToken: limit);
            seen.Enqueue(
                (context.Request.Headers["X-Client-Request-Id"], context.Request.Headers["Authorization"], body.RootElement.Clone()));
            await LoopbackServer.RefuseAsync(context, 200, """{"status":"completed"}""");
        });

        await AskAsync(TargetOf(server) with { Key = ApiKey.From("the-key") }, Question with { ClientRequestId = "run/a/1" });

        (string? id, string? authorization, JsonElement request) = Assert.Single(seen);
        JsonElement format = request.GetProperty("text").GetProperty("format");
        Assert.Equal(("run/a/1", "Bearer the-key"), (id, authorization));
        Assert.False(request.GetProperty("store").GetBoolean());
        Assert.True(format.GetProperty("strict").GetBoolean());
        Assert.True(JsonElement.DeepEquals(Given.Json(Schema), format.GetProperty("schema")));
        Assert.Equal(["model", "instructions", "input", "text", "store"], request.EnumerateObject().Select(property => property.Name));
        Assert.Equal("POST /v1/responses", Assert.Single(server.Requests));
    }

    [Fact(Timeout = 300_000)]
    public async Task Service_whose_address_is_not_known_is_not_asked()
    {
        var target = new ServiceTarget(
            new Uri("wss://voice.example/session?token=secret"), null, "voice.example", ApiKey.From("k"), AuthenticationScheme.Bearer);

        JudgeException exception = await FailAsync(target);

        Assert.Equal("the address of the Responses endpoint cannot be told from wss://voice.example/session", exception.Message);
    }

    private static ServiceTarget TargetOf(LoopbackServer server) => ServiceTarget.Resolve(server.RealtimeAddress.ToString(), null, null);

    private static Task<JudgeAnswer> AskAsync(ServiceTarget target, JudgeQuestion question) =>
        new OpenAIJudge(target, Patience.Retries, TimeProvider.System).AskAsync(question, TestContext.Current.CancellationToken);

    private static Task<JudgeException> FailAsync(ServiceTarget target, JudgeQuestion? question = null) =>
        Assert.ThrowsAsync<JudgeException>(() => AskAsync(target, question ?? Question));
}
