using System.Net;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>Interviews that a dashboard holds.</summary>
public static class HeldInterview
{
    public const string Path = "/api/v1/runs";

    /// <summary>What is asked for: the shipped interview of a clinic, under a name.</summary>
    public static string Request(string name) => new JsonObject
    {
        ["interviewer"] = "clinic-intake-interviewer",
        ["participant"] = "patient-participant",
        ["prompt_values"] = new JsonArray("FirstName=Ada"),
        ["run_name"] = name,
    }.ToJsonString();

    /// <summary>Starts it.</summary>
    public static Task<HttpResponseMessage> StartRunAsync(this HttpClient client, string name) =>
        client.SendJsonAsync("POST", Path, Request(name));

    /// <summary>Where a run stands.</summary>
    public static async Task<string> StandingAsync(this HttpClient client, string id) =>
        (await client.GetAsync($"{Path}/{id}").JsonAsync())["standing"]!.GetValue<string>();

    /// <summary>Waits until a run stands so.</summary>
    public static Task StandsAsync(this HttpClient client, string id, string standing) =>
        Until.TrueAsync($"{id} is {standing}", async () => await client.StandingAsync(id) == standing);

    /// <summary>Waits until the store holds so many lines of a run.</summary>
    public static Task SaidAsync(this HttpClient client, string id, int lines) => Until.TrueAsync(
        $"{id} has {lines} lines",
        async () => (await client.GetAsync($"{Path}/{id}").JsonAsync())["turn_count"]!.GetValue<int>() >= lines);

    /// <summary>The lines of the first interview of a run, each with its number.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(this HttpClient client, string id)
    {
        JsonNode cases = await client.GetAsync($"{Path}/{id}/cases").JsonAsync();
        string one = Uri.EscapeDataString(cases[0]!["id"]!.GetValue<string>());
        JsonNode said = await client.GetAsync($"{Path}/{id}/cases/{one}/transcript").JsonAsync(HttpStatusCode.OK);
        return [.. said.AsArray().Select(turn => turn!.ToJsonString())];
    }
}
