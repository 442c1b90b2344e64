using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Looks at every answer of a dashboard that a test gets, whatever it is about: its headers, and that it tells no stack.</summary>
public sealed class WatchedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asserts that a text is nothing that .NET says of an error.</summary>
    public static void AssertNoStack(string text)
    {
        Assert.DoesNotMatch(new Regex(@"^\s+at [\w.<>`]+\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Limit), text);
        Assert.DoesNotMatch(new Regex(@"\b[A-Z]\w*Exception\b", RegexOptions.ExplicitCapture, Limit), text);
    }

    /// <summary>Asserts that an answer has the headers that every answer has.</summary>
    public static void AssertSafe(Func<string, string> headerOf)
    {
        string policy = headerOf("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headerOf("X-Content-Type-Options"));
        Assert.Equal("DENY", headerOf("X-Frame-Options"));
        Assert.Equal("same-origin", headerOf("Referrer-Policy"));
        Assert.Equal("same-origin", headerOf("Cross-Origin-Resource-Policy"));
        Assert.Equal("", headerOf("Access-Control-Allow-Origin"));
        Assert.Equal("", headerOf("Server"));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        AssertSafe(name => answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : "");
        if (answer.Content.Headers.ContentType?.MediaType is "text/event-stream" or "audio/wav") return answer;
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        AssertNoStack(text);
        Assert.True(answer.StatusCode != HttpStatusCode.InternalServerError, $"Not foreseen: {request.Method} {request.RequestUri}");
        return answer;
    }
}
