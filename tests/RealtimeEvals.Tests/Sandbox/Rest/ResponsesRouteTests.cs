using System.Net;
using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

public sealed class ResponsesRouteTests
{
    private const string Path = "/v1/responses";
    private const string Schema =
        """{"type":"object","properties":{"grade":{"type":["integer","null"],"enum":[0,1,null]},"rationale":"""
        + """{"type":"string"}},"required":["grade","rationale"],"additionalProperties":false}""";

    /// <summary>Body; status, code and param of the answer.</summary>
    public static TheoryData<string, int, string, string?> Refused => new()
    {
        { "not JSON", 400, "invalid_request", null },
        { "[]", 400, "invalid_type", "" },
        { """{"model":"gpt-5.1","model":"gpt-5.1","input":"x"}""", 400, "invalid_request", null },
        { """{"model":"gpt-5.1","input":"\ud800"}""", 400, "invalid_request", null },
        { """{"input":"x"}""", 400, "missing_required_parameter", "model" },
        { """{"model":"gpt-5.1"}""", 400, "missing_required_parameter", "input" },
        { """{"model":"gpt-5.1","input":""}""", 400, "missing_required_parameter", "input" },
        { """{"model":"gpt-5.1","input":[]}""", 400, "missing_required_parameter", "input" },
        { """{"model":"gpt-5.1","input":7}""", 400, "invalid_type", "input" },
        { """{"model":"gpt-5.1","input":[{"content":"x"}]}""", 400, "missing_required_parameter", "input[0].role" },
        { """{"model":"gpt-5.1","input":[{"role":"judge","content":"x"}]}""", 400, "invalid_value", "input[0].role" },
        {
            """{"model":"gpt-5.1","input":[{"role":"user","content":[{"type":"text","text":"x"}]}]}""",
            400, "invalid_value", "input[0].content[0].type"
        },
        { """{"model":"gpt-5.1","input":"x","messages":[]}""", 400, "unknown_parameter", "messages" },
        { """{"model":"gpt-5.1","input":"x","temperature":2.5}""", 400, "invalid_value", "temperature" },
        { """{"model":"gpt-5.1","input":"x","store":"no"}""", 400, "invalid_type", "store" },
        { """{"model":"gpt-5.1","input":"x","stream":true}""", 400, "unsupported_value", "stream" },
        { """{"model":"gpt-5.1","input":"x","max_output_tokens":15}""", 400, "invalid_value", "max_output_tokens" },
        { """{"model":"gpt-5.1","input":"x","reasoning":{"effort":"utmost"}}""", 400, "invalid_value", "reasoning.effort" },
        { """{"model":"gpt-none","input":"x"}""", 404, "model_not_found", "model" },
        { """{"model":"gpt-realtime-2.1","input":"x"}""", 404, "model_not_found", "model" },
        { WithFormat("""{"type":"yaml"}"""), 400, "invalid_value", "text.format.type" },
        { WithFormat("""{"type":"json_schema","schema":{}}"""), 400, "missing_required_parameter", "text.format.name" },
        { WithFormat("""{"type":"json_schema","name":"a grade","schema":{}}"""), 400, "invalid_value", "text.format.name" },
        { WithFormat("""{"type":"json_schema","name":"grade","strict":true}"""), 400, "missing_required_parameter", "text.format.schema" },
        { WithFormat("""{"type":"text","name":"grade"}"""), 400, "unknown_parameter", "text.format.name" },
        { WithSchema("[]"), 400, "invalid_json_schema", "text.format.schema" },
        {
            WithSchema(Schema.Replace(",\"additionalProperties\":false", "", StringComparison.Ordinal)),
            400, "invalid_json_schema", "text.format.schema"
        },
        {
            WithSchema(Schema.Replace("[\"grade\",\"rationale\"]", "[\"grade\"]", StringComparison.Ordinal)),
            400, "invalid_json_schema", "text.format.schema"
        },
        {
            WithSchema(
                Schema.Replace(
                    "{\"type\":\"string\"}", """{"type":"array","items":{"anyOf":[{"type":"object"}]}}""", StringComparison.Ordinal)),
            400, "invalid_json_schema", "text.format.schema"
        },
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
    public async Task Body_that_is_too_large_is_refused_after_it_was_taken()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await RestCall.PostJsonAsync(
            sandbox, Path, $$"""{"model":"gpt-5.1","input":"{{new string('x', 10 * 1024 * 1024)}}"}""");

        Assert.Equal((400, "invalid_request", null), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_is_complete_and_counts_its_tokens()
    {
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions(), new ManualTime(now));

        using HttpResponseMessage response = await RestCall.PostJsonAsync(
            sandbox,
            Path,
            """{"model":"gpt-5.2","instructions":"Be fair.","input":"Was it right?","store":false,"temperature":0,"metadata":"""
            + """{"case":"a"}}""");
        JsonElement json = await RestCall.JsonOf(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("response", "completed", "gpt-5.2-sandbox"), (Text(json, "object"), Text(json, "status"), Text(json, "model")));
        Assert.Equal(now.ToUnixTimeSeconds(), json.GetProperty("created_at").GetInt64());
        Assert.Equal("a", json.GetProperty("metadata").GetProperty("case").GetString());
        Assert.False(json.GetProperty("store").GetBoolean());
        JsonElement usage = json.GetProperty("usage");
        Assert.Equal(2 + 4, usage.GetProperty("input_tokens").GetInt32());
        Assert.Equal((AnswerOf(json)!.Length + 3) / 4, usage.GetProperty("output_tokens").GetInt32());
        Assert.Equal(
            usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("\"Judge this. Sandbox judge: FAIL\"", 0)]
    [InlineData("\"Judge this. sandbox judge: pass\"", 1)]
    [InlineData("\"Judge this.\"", 1)]
    [InlineData(
        """[{"role":"system","content":"Judge."},{"type":"message","role":"user","content":"""
        + """[{"type":"input_text","text":"a"},{"type":"input_text","text":"sandbox judge: fail"}]}]""",
        0)]
    public async Task Grade_follows_the_rules_wherever_in_the_input_the_text_stands(string input, int grade)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, $$$"""{"model":"gpt-5.1","input":{{{input}}}}""");
        JsonElement answer = Given.Json(AnswerOf(await RestCall.JsonOf(response))!);

        Assert.Equal(grade, answer.GetProperty("grade").GetInt32());
        Assert.StartsWith("Sandbox judge, by rule: ", Text(answer, "rationale"), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"type":["integer","null"],"enum":[0,1,null]}""", true)]
    [InlineData("""{"type":["integer","null"]}""", true)]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""", true)]
    [InlineData("""{"type":["integer","null"],"enum":[0,1]}""", false)]
    [InlineData("""{"type":"integer","enum":[0,1,null]}""", false)]
    [InlineData("""{"anyOf":[{"type":"integer"},{"const":2}]}""", false)]
    public async Task Criterion_does_not_apply_only_where_the_schema_has_a_word_for_it(string gradeSchema, bool mayNotApply)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        string schema = Schema.Replace("""{"type":["integer","null"],"enum":[0,1,null]}""", gradeSchema, StringComparison.Ordinal);

        using HttpResponseMessage response = await RestCall.PostJsonAsync(
            sandbox, Path, WithSchema(schema, "sandbox judge: does not apply"));
        JsonElement grade = Given.Json(AnswerOf(await RestCall.JsonOf(response))!).GetProperty("grade");

        Assert.Equal(mayNotApply ? "null" : "1", grade.GetRawText());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("judge:400", 400, "invalid_request")]
    [InlineData("judge:429", 429, "rate_limit_exceeded")]
    [InlineData("judge", 500, "server_error")]
    public async Task Fault_with_a_status_is_an_error_of_the_service(string fault, int status, string code)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""");

        Assert.Equal((status, code, null), await RestCall.ErrorOf(response));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("judge:string", "\"1\"")]
    [InlineData("judge:two", "2")]
    public async Task Fault_gives_a_grade_that_is_none(string fault, string grade)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""");

        Assert.Equal(grade, Given.Json(AnswerOf(await RestCall.JsonOf(response))!).GetProperty("grade").GetRawText());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("judge:prose")]
    [InlineData("judge:truncated")]
    [InlineData("judge:nothing")]
    public async Task Fault_gives_an_answer_that_is_not_json_in_a_response_that_is_complete(string fault)
    {
        await using SandboxServer sandbox = TestSandbox.Start(fault);

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""");
        JsonElement json = await RestCall.JsonOf(response);
        string? answer = AnswerOf(json);

        Assert.Equal(
            (HttpStatusCode.OK, "completed", fault == "judge:nothing"),
            (response.StatusCode, Text(json, "status"), answer is null));
        Assert.ThrowsAny<JsonException>(() => Given.Json(answer ?? ""));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_breaks_the_connection()
    {
        await using SandboxServer sandbox = TestSandbox.Start("judge:drop");

        await Assert.ThrowsAsync<HttpRequestException>(() => RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}"""));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_that_hangs_ends_with_the_sandbox()
    {
        SandboxServer sandbox = TestSandbox.Start("judge:hang@one");
        Task<HttpResponseMessage> hanging = RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""", "run/one/1");

        using HttpResponseMessage other = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""", "run/two/1");
        await RestCall.WaitForFaultsAsync(sandbox);
        Assert.False(hanging.IsCompleted);
        await sandbox.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_happens_as_often_as_it_says()
    {
        await using SandboxServer sandbox = TestSandbox.Start("judge:503x1");

        using HttpResponseMessage first = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""");
        using HttpResponseMessage second = await RestCall.PostJsonAsync(sandbox, Path, """{"model":"gpt-5.1","input":"x"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    private static string WithSchema(string schema, string input = "x") =>
        WithFormat($$$"""{"type":"json_schema","name":"grade","strict":true,"schema":{{{schema}}}}""", input);

    private static string WithFormat(string format, string input = "x") =>
        $$$"""{"model":"gpt-5.1","input":"{{{input}}}","text":{"format":{{{format}}}}}""";

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    private static string? AnswerOf(JsonElement response) =>
        response.GetProperty("output").EnumerateArray().Select(item => Text(item.GetProperty("content")[0], "text")).SingleOrDefault();
}
