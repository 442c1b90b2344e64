using System.Text;
using System.Text.Json;
using RealtimeEvals.Files;

namespace RealtimeEvals.Comparing;

/// <summary>
/// What a case asks and how it is graded, as a short hash: only where it is the same in two runs do two results belong together. The
/// agent's prompt, tools and model are no part of it, since they are what is compared.
/// </summary>
internal static class CaseContent
{
    /// <summary>The number of digits of a hash.</summary>
    public const int Digits = 16;

    private static readonly string[] OfSingleTurns = ["user_text", "prompt", "expected_tool_call", "expected_arguments", "expected"];

    /// <summary>Of conversations; the hash of the simulation covers its caller's lines and its answers of tools.</summary>
    private static readonly string[] OfSettings =
    [
        "simulation_sha256", "scenario", "simulator_model", "simulator_prompt_sha256", "input_format", "max_turns", "expected_calls",
        "forbidden_tools", "turn_graders", "trace_graders",
    ];

    /// <summary>Of interviews; there the hash is that of the agent's own prompt.</summary>
    private static readonly string[] OfInterviews = ["participant_prompt_id", "participant_audio", "end_cue"];

    /// <summary>Returns the hash for a result of a journal.</summary>
    public static string Of(JsonElement result)
    {
        var parts = new StringBuilder();
        Add(result, OfSingleTurns);

        // Speech of a model differs from run to run; a recording that is played again does not.
        if (result.TryGetProperty("condition", out _)) Add(result, ["speech_sha256"]);
        bool isInterview = result.TryGetProperty("interviewer_prompt", out _);
        if (isInterview) Add(result, OfInterviews);
        if (result.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object)
        {
            Add(settings, isInterview ? OfSettings[1..] : OfSettings);
        }

        return FileHash.OfText(parts.ToString())[..Digits];

        void Add(JsonElement json, ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                if (!json.TryGetProperty(name, out JsonElement value)) continue;
                parts.Append(name).Append('\0').Append(value.GetRawText()).Append('\0');
            }
        }
    }
}
