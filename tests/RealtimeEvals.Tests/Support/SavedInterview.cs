using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>A run as the pages of the benchmark platform of vCDR save it.</summary>
public static class SavedInterview
{
    public const string Path = "/api/benchmark-runs";

    /// <summary>A body with one line of each side, and one event.</summary>
    public static string Body(string asked = "How are you?", string answered = "Well, thank you.") => new JsonObject
    {
        ["mode"] = "benchmark",
        ["conversation_history"] = new JsonArray(
            Line("interviewer", asked, "2026-03-01T10:00:00.000Z"), Line("simulated_user", answered, "2026-03-01T10:00:04.250Z")),
        ["event_log"] = new JsonArray(new JsonObject
        {
            ["timestamp"] = "2026-03-01T10:00:00.000Z",
            ["source"] = "system",
            ["action"] = "Benchmark run started",
            ["data"] = new JsonObject { ["n"] = 1, ["text"] = "a \"b\"" },
        }),
        ["interviewer_prompt_name"] = "clinic-intake-interviewer",
        ["simulated_user_prompt_name"] = "patient-participant",
    }.ToJsonString();

    /// <summary>A body in which nobody said anything.</summary>
    public static string EmptyBody => """{"conversation_history":[],"event_log":[]}""";

    /// <summary>The address of a run by its id.</summary>
    public static string PathOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";

    /// <summary>Saves a run under a new id, and returns the id.</summary>
    public static async Task<string> SaveAsync(this HttpClient client, string? body = null)
    {
        string id = $"{Guid.NewGuid():D}";
        await client.SendJsonAsync("PUT", PathOf(id), body ?? Body()).JsonAsync();
        return id;
    }

    private static JsonObject Line(string speaker, string content, string at) =>
        new() { ["speaker"] = speaker, ["content"] = content, ["timestamp"] = at };
}
