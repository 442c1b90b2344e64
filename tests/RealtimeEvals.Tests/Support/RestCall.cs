using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Sandbox;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Raw requests to a sandbox.</summary>
public static class RestCall
{
    public static Task<HttpResponseMessage> PostJsonAsync(SandboxServer sandbox, string path, string body, string clientRequestId = "") =>
        PostAsync(
            sandbox,
            path,
            new StringContent(body, Encoding.UTF8, "application/json"),
            clientRequestId,
            TestContext.Current.CancellationToken);

    /// <summary>Posts a form whose bytes and content type are what the test says.</summary>
    public static Task<HttpResponseMessage> PostFormAsync(SandboxServer sandbox, string path, byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return PostAsync(sandbox, path, content, "", TestContext.Current.CancellationToken);
    }

    public static async Task<HttpResponseMessage> PostAsync(
        SandboxServer sandbox, string path, HttpContent content, string clientRequestId, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Target.Rest!, path)) { Content = content };
        if (clientRequestId.Length > 0) request.Headers.Add("X-Client-Request-Id", clientRequestId);
        return await http.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request without a body.</summary>
    public static async Task<HttpResponseMessage> SendAsync(SandboxServer sandbox, HttpMethod method, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(sandbox.Target.Rest!, path));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until every fault of a sandbox that has been used has happened; the test's own limit ends the wait.</summary>
    public static async Task WaitForFaultsAsync(SandboxServer sandbox)
    {
        while (sandbox.DescribeUnusedFaults().Any())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) => Given.Json(await response.Content.ReadAsStringAsync());

    /// <summary>Status, code and param of an error in the service's shape.</summary>
    public static async Task<(int Status, string? Code, string? Param)> ErrorOf(HttpResponseMessage response)
    {
        JsonElement error = (await JsonOf(response)).GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal((int)response.StatusCode >= 500 ? "server_error" : "invalid_request_error", error.GetProperty("type").GetString());
        return ((int)response.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("param").GetString());
    }

    /// <summary>A form with a file and fields, as the platform writes it.</summary>
    public static MultipartFormDataContent Form(byte[] file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        form.Add(content, "file", "audio.wav");
        foreach ((string name, string value) in fields) form.Add(new StringContent(value), name);
        return form;
    }
}
