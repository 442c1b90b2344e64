using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Evals;

/// <summary>What the service would not take.</summary>
public sealed class HostedRefusalTests
{
    /// <summary>
    /// A place in the request for an evaluation, and what it holds there instead (nothing: it is missing); code and param of the answer.
    /// </summary>
    public static TheoryData<string, string?, string, string> Evals => new()
    {
        { "data_source_config", null, "missing_required_parameter", "data_source_config" },
        { "testing_criteria", null, "missing_required_parameter", "testing_criteria" },
        { "testing_criteria", "[]", "empty_array", "testing_criteria" },
        { "surplus", "1", "unknown_parameter", "surplus" },
        { "name", "7", "invalid_type", "name" },
        { "metadata", "[]", "invalid_type", "metadata" },
        { "metadata", """{"a":7}""", "invalid_type", "metadata.a" },
        { "metadata", $$"""{"a":"{{new string('x', 513)}}"}""", "string_above_max_length", "metadata.a" },
        { "metadata", $$"""{"{{new string('x', 65)}}":""}""", "string_above_max_length", "metadata" },
        {
            "metadata",
            $"{{{string.Join(',', Enumerable.Range(0, 17).Select(number => $"\"{number}\":\"\""))}}}",
            "object_above_max_properties", "metadata"
        },
        { "data_source_config.type", "\"logs\"", "invalid_value", "data_source_config.type" },
        { "data_source_config.item_schema", null, "missing_required_parameter", "data_source_config.item_schema" },
        { "data_source_config.item_schema", "[]", "invalid_type", "data_source_config.item_schema" },
        { "data_source_config.item_schema", """{"type":"array"}""", "invalid_json_schema", "data_source_config.item_schema" },
        { "data_source_config.item_schema", """{"type":"object"}""", "invalid_json_schema", "data_source_config.item_schema" },
        { "data_source_config.item_schema.required", "\"prompt\"", "invalid_type", "data_source_config.item_schema.required" },
        { "data_source_config.include_sample_schema", "false", "invalid_template", "testing_criteria[0].input" },
        { "testing_criteria.0.type", "\"python\"", "invalid_value", "testing_criteria[0].type" },
        { "testing_criteria.0.name", null, "missing_required_parameter", "testing_criteria[0].name" },
        { "testing_criteria.0.operation", "\"equals\"", "invalid_value", "testing_criteria[0].operation" },
        { "testing_criteria.0.input", "\"{{ sample.output }}\"", "invalid_template", "testing_criteria[0].input" },
        { "testing_criteria.0.reference", "\"{{ item.wanted }}\"", "invalid_template", "testing_criteria[0].reference" },
        { "testing_criteria.0.reference", "\"{{ }}\"", "invalid_template", "testing_criteria[0].reference" },
    };

    /// <summary>The same for a run.</summary>
    public static TheoryData<string, string?, string, string> Runs => new()
    {
        { "data_source", null, "missing_required_parameter", "data_source" },
        { "data_source.type", "\"jsonl\"", "invalid_value", "data_source.type" },
        { "data_source.model", null, "missing_required_parameter", "data_source.model" },
        { "data_source.model", "\"gpt-none\"", "model_not_found", "data_source.model" },
        { "data_source.model", "\"whisper-1\"", "model_not_found", "data_source.model" },
        { "data_source.surplus", "1", "unknown_parameter", "data_source.surplus" },
        { "data_source.source", null, "missing_required_parameter", "data_source.source" },
        { "data_source.source", "7", "invalid_type", "data_source.source" },
        { "data_source.source", """{"type":"logs"}""", "invalid_value", "data_source.source.type" },
        { "data_source.source", """{"type":7}""", "invalid_type", "data_source.source.type" },
        { "data_source.source", """{"type":"file_id"}""", "missing_required_parameter", "data_source.source.id" },
        { "data_source.source", """{"type":"file_id","id":"nowhere"}""", "not_found", "id" },
        { "data_source.source.content", "[]", "invalid_value", "data_source.source" },
        { "data_source.source.content.1.item", null, "missing_required_parameter", "data_source.source.content[1].item" },
        { "data_source.source.content.1.item", "[]", "invalid_type", "data_source.source.content[1].item" },
        { "data_source.source.content.1.item.expected", null, "invalid_value", "data_source.source.content[1].item" },
        { "data_source.source.content.1.item.expected", "7", "invalid_type", "data_source.source.content[1].item.expected" },
        { "data_source.input_messages", null, "missing_required_parameter", "data_source.input_messages" },
        { "data_source.input_messages.type", "\"item_reference\"", "invalid_value", "data_source.input_messages.type" },
        { "data_source.input_messages.template", "[]", "empty_array", "data_source.input_messages.template" },
        { "data_source.input_messages.template.0.role", "\"tool\"", "invalid_value", "data_source.input_messages.template[0].role" },
        {
            "data_source.input_messages.template.1.content", "\"{{ item.wanted }}\"",
            "invalid_template", "data_source.input_messages.template[1].content"
        },
        {
            "data_source.input_messages.template.1.content", "\"{{ sample.output_text }}\"",
            "invalid_template", "data_source.input_messages.template[1].content"
        },
        { "data_source.sampling_params", """{"temperature":3}""", "invalid_value", "data_source.sampling_params.temperature" },
        { "data_source.sampling_params", """{"top_k":3}""", "unknown_parameter", "data_source.sampling_params.top_k" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Evals))]
    public async Task Evaluation_that_is_wrong_is_refused(string place, string? value, string code, string param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await new HostedEval(sandbox).SendAsync(
            HttpMethod.Post, "/evals", Changed(HostedEval.Eval, place, value));

        Assert.Equal((400, code, param), await RestCall.ErrorOf(response));
        Assert.Empty(sandbox.StoredIds);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Runs))]
    public async Task Run_that_is_wrong_is_refused(string place, string? value, string code, string param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        var hosted = new HostedEval(sandbox);
        await hosted.CreateAsync();

        using HttpResponseMessage response = await hosted.SendAsync(
            HttpMethod.Post, $"/evals/{hosted.EvalId}/runs", Changed(HostedEval.Run(HostedEval.Rows), place, value));

        Assert.Equal((code.EndsWith("not_found", StringComparison.Ordinal) ? 404 : 400, code, param), await RestCall.ErrorOf(response));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("not JSON")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Body_that_cannot_be_read_is_refused(string body)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await new HostedEval(sandbox).SendAsync(HttpMethod.Post, "/evals", body);

        Assert.Equal(400, (await RestCall.ErrorOf(response)).Status);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("not JSON", "invalid_file", "file")]
    [InlineData("[]", "invalid_file", "file")]
    [InlineData("""{"prompt":"x","expected":"ALLOW"}""", "invalid_file", "file")]
    [InlineData("\ufeff{\"item\":{}}", "invalid_file", "file")]
    public async Task File_that_holds_no_rows_is_refused(string content, string code, string param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await new HostedEval(sandbox).UploadAsync("{\"item\":{}}\n\n" + content, ("purpose", "evals"));

        Assert.Equal((400, code, param), await RestCall.ErrorOf(response));
        Assert.Empty(sandbox.StoredIds);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("purpose", "assistants", "invalid_value", "purpose")]
    [InlineData("surplus", "1", "missing_required_parameter", "purpose")]
    [InlineData("expires_after[seconds]", "soon", "missing_required_parameter", "purpose")]
    public async Task Upload_for_anything_else_is_refused(string name, string value, string code, string param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await new HostedEval(sandbox).UploadAsync("{\"item\":{}}", (name, value));

        Assert.Equal((400, code, param), await RestCall.ErrorOf(response));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("surplus", "1", "unknown_parameter")]
    [InlineData("expires_after[seconds]", "soon", "invalid_type")]
    [InlineData("expires_after[seconds]", "60", "invalid_value")]
    public async Task Upload_with_a_field_that_is_wrong_is_refused(string name, string value, string code)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await new HostedEval(sandbox).UploadAsync(
            "{\"item\":{}}", ("purpose", "evals"), (name, value));

        Assert.Equal((400, code, name), await RestCall.ErrorOf(response));
    }

    [Fact(Timeout = 300_000)]
    public async Task Upload_without_a_file_is_refused()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        byte[] form = Given.Utf8(
            "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nevals\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n{}\r\n--b--\r\n");

        using HttpResponseMessage response = await RestCall.PostFormAsync(sandbox, "/v1/files", form, "multipart/form-data; boundary=b");

        Assert.Equal((400, "invalid_type", "file"), await RestCall.ErrorOf(response));
    }

    private static string Changed(string json, string place, string? value)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] steps = place.Split('.');
        JsonNode parent = steps[..^1].Aggregate(
            root, (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
        if (value is null) parent.AsObject().Remove(steps[^1]);
        else parent[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
