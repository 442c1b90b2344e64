using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>What a dashboard answered, and the forms in which it says that something is wrong.</summary>
public static class Answered
{
    /// <summary>Sends JSON.</summary>
    public static Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, string method, string path, string json) =>
        client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        });

    /// <summary>Sends a request without a body.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string method, string path) =>
        client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

    /// <summary>The JSON of an answer with that status.</summary>
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = await sent;
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
        Assert.True(
            answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json",
            $"{answer.Content.Headers.ContentType}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The error of an answer in the form of the benchmark platform of vCDR: <c>{error}</c>.</summary>
    public static async Task<string> ErrorAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        JsonNode json = await sent.JsonAsync(status);
        Assert.Equal("application/json", (await sent).Content.Headers.ContentType?.MediaType);
        string error = json["error"]!.GetValue<string>();
        Assert.NotEmpty(error);
        return error;
    }

    /// <summary>The detail of an answer as problem details.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        JsonNode json = await sent.JsonAsync(status);
        Assert.Equal("application/problem+json", (await sent).Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, json["status"]!.GetValue<int>());
        Assert.NotEmpty(json["title"]!.GetValue<string>());
        return json["detail"]!.GetValue<string>();
    }

    /// <summary>The HTML of an answer with that status.</summary>
    public static async Task<string> PageAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = await sent;
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return text;
    }

    /// <summary>The status alone.</summary>
    public static async Task<HttpStatusCode> StatusAsync(this Task<HttpResponseMessage> sent)
    {
        using HttpResponseMessage answer = await sent;
        return answer.StatusCode;
    }

    /// <summary>The names of an object's members in their order.</summary>
    public static IEnumerable<string> Names(this JsonNode json) => json.AsObject().Select(member => member.Key);

    /// <summary>Text as a JSON string.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);
}
