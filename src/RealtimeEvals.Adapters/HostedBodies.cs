using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness.Refusals;

namespace RealtimeEvals.Adapters;

/// <summary>The request bodies of hosted evals.</summary>
internal static class HostedBodies
{
    /// <summary>The maximum length of a metadata value.</summary>
    private const int MetadataLength = 512;

    /// <summary>Returns the body of an eval whose rows have a prompt and an expected word, to which the answer must be equal.</summary>
    public static JsonObject Eval(RefusalOptions options, DateTimeOffset now) => new()
    {
        ["name"] = "Refusal smoke",
        ["metadata"] = new JsonObject
        {
            ["source"] = "realtime_evals",
            ["dataset"] = options.DataName[..Math.Min(options.DataName.Length, MetadataLength)],
            ["created_at"] = Stamp(now),
        },
        ["data_source_config"] = new JsonObject
        {
            ["type"] = "custom",
            ["item_schema"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["prompt"] = new JsonObject { ["type"] = "string" },
                    ["expected"] = new JsonObject { ["type"] = "string" },
                },
                ["required"] = new JsonArray("prompt", "expected"),
            },
            ["include_sample_schema"] = true,
        },
        ["testing_criteria"] = new JsonArray(new JsonObject
        {
            ["type"] = "string_check",
            ["name"] = "the answer is the expected label",
            ["input"] = "{{ sample.output_text }}",
            ["operation"] = "eq",
            ["reference"] = "{{ item.expected }}",
        }),
    };

    /// <summary>Returns the body of a run over the uploaded rows.</summary>
    public static JsonObject Run(RefusalOptions options, string instructions, string fileId, DateTimeOffset now)
    {
        var source = new JsonObject
        {
            ["type"] = "responses",
            ["model"] = options.Model,
            ["input_messages"] = new JsonObject
            {
                ["type"] = "template",
                ["template"] = new JsonArray(
                    new JsonObject { ["role"] = "developer", ["content"] = instructions },
                    new JsonObject { ["role"] = "user", ["content"] = "{{ item.prompt }}" }),
            },
            ["source"] = new JsonObject { ["type"] = "file_id", ["id"] = fileId },
        };
        if (options.Temperature is double temperature) source["sampling_params"] = new JsonObject { ["temperature"] = temperature };
        return new JsonObject { ["name"] = $"Refusal smoke {Stamp(now)}", ["data_source"] = source };
    }

    private static string Stamp(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
