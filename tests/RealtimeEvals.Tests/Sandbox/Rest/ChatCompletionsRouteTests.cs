using System.Net;
using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

public sealed class ChatCompletionsRouteTests
{
    private const string Path = "/v1/chat/completions";

    /// <summary>Body; status, code and param of the answer.</summary>
    public static TheoryData<string, int, string, string?> Refused => new()
    {
        { "not JSON", 400, "invalid_request", null },
        { "[]", 400, "invalid_type", "" },
        { """{"model":"gpt-5.1","messages":[{"role":"user","content":"\ud800"}]}""", 400, "invalid_request", null },
        { """{"messages":[{"role":"user","content":"x"}]}""", 400, "missing_required_parameter", "model" },
        { """{"model":"gpt-5.1"}""", 400, "missing_required_parameter", "messages" },
        { """{"model":"gpt-5.1","messages":[]}""", 400, "empty_array", "messages" },
        { """{"model":"gpt-5.1","messages":"x"}""", 400, "invalid_type", "messages" },
        { """{"model":"gpt-5.1","messages":[{"content":"x"}]}""", 400, "missing_required_parameter", "messages[0].role" },
        { """{"model":"gpt-5.1","messages":[{"role":"user"}]}""", 400, "missing_required_parameter", "messages[0].content" },
        { """{"model":"gpt-5.1","messages":[{"role":"tool","content":"x"}]}""", 400, "invalid_value", "messages[0].role" },
        { """{"model":"gpt-5.1","messages":[{"role":"user","content":7}]}""", 400, "invalid_type", "messages[0].content" },
        {
            """{"model":"gpt-5.1","messages":[{"role":"user","content":[{"type":"input_text","text":"x"}]}]}""",
            400, "invalid_value", "messages[0].content[0].type"
        },
        { With("\"input\":\"x\""), 400, "unknown_parameter", "input" },
        { With("\"stream\":true"), 400, "unsupported_value", "stream" },
        { With("\"temperature\":2.5"), 400, "invalid_value", "temperature" },
        { With("\"top_p\":-1"), 400, "invalid_value", "top_p" },
        { With("\"n\":2"), 400, "invalid_value", "n" },
        { With("\"seed\":\"1\""), 400, "invalid_type", "seed" },
        { With("\"store\":1"), 400, "invalid_type", "store" },
        { With("\"max_tokens\":0"), 400, "invalid_value", "max_tokens" },
        { With("\"max_completion_tokens\":0"), 400, "invalid_value", "max_completion_tokens" },
        { With("\"reasoning_effort\":\"utmost\""), 400, "invalid_value", "reasoning_effort" },
        { With("\"user\":7"), 400, "invalid_type", "user" },
        { With("").Replace("gpt-5.1", "gpt-none", StringComparison.Ordinal), 404, "model_not_found", "model" },
        { With("").Replace("gpt-5.1", "gpt-realtime-2.1", StringComparison.Ordinal), 404, "model_not_found", "model" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Refused))]
    public async Task Request_that_is_wrong_is_refused_in_the_service_s_words(string body, int status, string code, string? param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, body);

        Assert.Equal((status, code, param), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task Completion_is_whole_and_counts_its_tokens()
    {
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions(), new ManualTime(now));
        const string Options = """
            "stream":false,"n":1,"seed":7,"store":false,"metadata":{"a":"b"},"user":"u","temperature":0,
            """ + """
            "top_p":1,"max_completion_tokens":16,"max_tokens":null,
            "reasoning_effort":"low","response_format":{"type":"text"}
            """;

        using HttpResponseMessage first = await RestCall.PostJsonAsync(sandbox, Path, With(Options));
        using HttpResponseMessage second = await RestCall.PostJsonAsync(sandbox, Path, With(""));
        JsonElement json = await RestCall.JsonOf(first);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(
            ("chatcmpl_sandbox_1", "chat.completion", "gpt-5.1-sandbox"),
            (Text(json, "id"), Text(json, "object"), Text(json, "model")));
        Assert.Equal("chatcmpl_sandbox_2", Text(await RestCall.JsonOf(second), "id"));
        Assert.Equal(now.ToUnixTimeSeconds(), json.GetProperty("created").GetInt64());
        JsonElement choice = Assert.Single(json.GetProperty("choices").EnumerateArray());
        JsonElement message = choice.GetProperty("message");
        Assert.Equal(
            (0, "stop", JsonValueKind.Null),
            (choice.GetProperty("index").GetInt32(), Text(choice, "finish_reason"), choice.GetProperty("logprobs").ValueKind));
        Assert.Equal(
            ("assistant", JsonValueKind.Null, 0),
            (Text(message, "role"), message.GetProperty("refusal").ValueKind, message.GetProperty("annotations").GetArrayLength()));
        JsonElement usage = json.GetProperty("usage");
        int completion = (Text(message, "content")!.Length + 3) / 4;
        Assert.Equal(
            (1, completion, 1 + completion),
            (
                usage.GetProperty("prompt_tokens").GetInt32(),
                usage.GetProperty("completion_tokens").GetInt32(),
                usage.GetProperty("total_tokens").GetInt32()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("[\"integer\",\"null\"]", JsonValueKind.Null)]
    [InlineData("\"integer\"", JsonValueKind.Number)]
    public async Task Judge_says_that_a_criterion_does_not_apply_only_where_the_schema_has_a_word_for_it(string type, JsonValueKind kind)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        string format =
            """{"type":"json_schema","json_schema":{"name":"grade","schema":{"type":"object","properties":{"grade":{"type":$}}}}}"""
                .Replace("$", type, StringComparison.Ordinal);

        using HttpResponseMessage response = await RestCall.PostJsonAsync(
            sandbox,
            Path,
            """{"model":"gpt-5.1","messages":"""
            + $$"""[{"role":"user","content":"sandbox judge: does not apply"}],"response_format":{{format}}}""");

        JsonElement message = (await RestCall.JsonOf(response)).GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(kind, Given.Json(Text(message, "content")!).GetProperty("grade").ValueKind);
    }

    private static string With(string option) =>
        $$"""{"model":"gpt-5.1","messages":[{"role":"user","content":"x"}]{{(option.Length > 0 ? "," + option : "")}}}""";

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}
