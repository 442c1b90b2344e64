using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.TextModels;
using Xunit;

namespace RealtimeEvals.Tests.Adapters;

/// <summary>What counts as the answer of a text model, in either protocol.</summary>
public sealed class TextModelTests
{
    private const string Filter = """{"error":{"code":"content_filter","message":"Filtered.","param":"prompt","type":null,"status":400}}""";
    private const string Inner = """{"error":{"code":null,"message":"Filtered.","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""";

    public static TheoryData<string, string> Spoken => new()
    {
        { """{"content":"ALLOW"}""", "ALLOW" },
        { """{"content":[{"type":"text","text":"AL"},{"type":"text","text":"LOW"}]}""", "ALLOW" },
        { """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"ALLOW"}]}""", "ALLOW" },
        { """{"content":[{"type":"reasoning","text":"Hm."},{"type":"text","text":"ALLOW"}],"refusal":null}""", "ALLOW" },
        { """{"content":[]}""", "" },
        { """{"content":null}""", "" },
        { "{}", "" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Spoken))]
    public async Task Chat_content_is_a_text_or_a_list_of_parts(string message, string text) =>
        Assert.Equal((text, ""), await AskAsync(RefusalBackend.ChatCompletions, Chat(message)));

    [Theory(Timeout = 300_000)]
    [InlineData("""{"content":[{"type":"refusal","refusal":"I cannot."}]}""")]
    [InlineData("""{"content":null,"refusal":"I cannot."}""")]
    [InlineData("""{"content":[],"refusal":"I cannot."}""")]
    public async Task Chat_refusal_is_one_wherever_it_stands(string message) =>
        Assert.Equal(("", "I cannot."), await AskAsync(RefusalBackend.ChatCompletions, Chat(message)));

    [Theory(Timeout = 300_000)]
    [InlineData("""{"type":"refusal","refusal":""}""")]
    [InlineData("""{"type":"refusal","refusal":null}""")]
    [InlineData("""{"type":"refusal"}""")]
    public async Task Refusal_without_a_word_is_one_all_the_same(string part)
    {
        string parts = $$"""[{"type":"text","text":"REFUSE"},{{part}}]""";
        string message = $$"""{"type":"message","phase":"commentary","content":{{parts}} }""";

        Assert.Equal("(no reason)", (await AskAsync(RefusalBackend.ChatCompletions, Chat($$"""{"content":{{parts}} }"""))).Refusal);
        Assert.Equal(
            "(no reason)",
            (await AskAsync(RefusalBackend.Responses, $$"""{"status":"completed","output":[{{message}}]}""")).Refusal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"content":5}""")]
    [InlineData("""{"content":{"text":"ALLOW"}}""")]
    [InlineData("""{"content":["ALLOW"]}""")]
    [InlineData("""{"content":[{"type":"text","text":{}}]}""")]
    [InlineData("""{"content":[null]}""")]
    public async Task Chat_content_of_any_other_form_is_no_answer(string message) =>
        Assert.Contains(
            "cannot be read",
            (await Assert.ThrowsAsync<TextModelException>(() => AskAsync(RefusalBackend.ChatCompletions, Chat(message)))).Message,
            StringComparison.Ordinal);

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.ChatCompletions, 400, Filter)]
    [InlineData(RefusalBackend.ChatCompletions, 400, Inner)]
    [InlineData(RefusalBackend.ChatCompletions, 200, """{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}""")]
    [InlineData(RefusalBackend.Responses, 400, Filter)]
    [InlineData(RefusalBackend.Responses, 400, Inner)]
    [InlineData(RefusalBackend.Responses, 200, """{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}""")]
    public async Task Content_filter_is_a_refusal_however_it_is_told(RefusalBackend backend, int status, string body) =>
        Assert.Equal(("", "(filtered)"), await AskAsync(backend, body, status));

    [Theory(Timeout = 300_000)]
    [InlineData(RefusalBackend.ChatCompletions, 400, """{"error":{"code":"context_length_exceeded","message":"content_filter"}}""")]
    [InlineData(RefusalBackend.ChatCompletions, 403, Filter)]
    [InlineData(RefusalBackend.ChatCompletions, 400, """{"error":"content_filter"}""")]
    [InlineData(RefusalBackend.Responses, 400, "content_filter")]
    [InlineData(RefusalBackend.Responses, 400, """{"error":{"code":"content_filter","code":"content_filter"}}""")]
    [InlineData(RefusalBackend.ChatCompletions, 400, """{"error":{"innererror":{"code":1,"code":2}}}""")]
    [InlineData(RefusalBackend.ChatCompletions, 400, """{"error":{"\ud800":1,"code":"\udfff"}}""")]
    [InlineData(
        RefusalBackend.Responses,
        200,
        """{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}""")]
    [InlineData(RefusalBackend.Responses, 200, """{"status":"completed","error":{"message":"No."},"output":[]}""")]
    [InlineData(
        RefusalBackend.Responses,
        200,
        """{"status":"completed","output":[{"type":"message","status":"incomplete","content":[]}]}""")]
    [InlineData(RefusalBackend.ChatCompletions, 200, """{"choices":[{"message":{"content":"A"},"finish_reason":"length"}]}""")]
    public async Task Anything_else_that_is_cut_short_is_no_answer(RefusalBackend backend, int status, string body) =>
        await Assert.ThrowsAsync<TextModelException>(() => AskAsync(backend, body, status));

    [Theory(Timeout = 300_000)]
    [InlineData(
        """[{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"Let me see."}]}"""
            + """,{"type":"message","phase":"final_answer","content":[{"type":"output_text","text":"ALLOW"}]}]""",
        "ALLOW")]
    [InlineData("""[{"type":"message","phase":null,"content":[{"type":"output_text","text":"ALLOW"}]}]""", "ALLOW")]
    [InlineData("""[{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"ALLOW"}]}]""", "")]
    public async Task Remark_on_the_way_is_no_part_of_the_answer(string output, string text) =>
        Assert.Equal((text, ""), await AskAsync(RefusalBackend.Responses, $$"""{"status":"completed","output":{{output}} }"""));

    private static string Chat(string message) => $$"""{"id":"c","model":"m","choices":[{"message":{{message}},"finish_reason":"stop"}]}""";

    private static async Task<(string Text, string Refusal)> AskAsync(RefusalBackend backend, string body, int status = 200)
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, status, body));
        using var refusal = new RefusalSetup(ServiceTarget.Resolve(
            null,
            FormattableString.Invariant($"http://127.0.0.1:{server.Port}/v1"),
            ApiKey.From("sk-test-0123456789")));
        RefusalOptions options = refusal.Options with { Backend = backend, RetryLimit = TimeSpan.Zero };
        ITextModel model = AdapterServices.Create(TimeProvider.System).TextModelFor(options.TextModel);
        TextAnswer answer = await model.AskAsync(new TextQuestion("m", "Tell.", "Hi.", null, "id"), TestContext.Current.CancellationToken);
        return (answer.Text, answer.Refusal);
    }
}
