using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>Creates clients of the OpenAI package.</summary>
internal static class OpenAIConnection
{
    /// <summary>The header for our own request id, which the service logs with its own.</summary>
    public const string RequestIdHeader = "X-Client-Request-Id";

    /// <summary>Creates a client with the target's address and key.</summary>
    /// <param name="target">The service to connect to.</param>
    /// <param name="terms">How a call is retried.</param>
    /// <param name="time">The clock for retries.</param>
    /// <param name="maximumBytes">The maximum size of a response in bytes.</param>
    /// <param name="organization">The organization to bill; empty for that of the key.</param>
    /// <param name="project">The project to bill; empty for that of the key.</param>
    public static OpenAIClient Open(
        ServiceTarget target,
        RetryTerms terms,
        TimeProvider time,
        int maximumBytes = LimitedBodies.MaximumJsonBytes,
        string organization = "",
        string project = "")
    {
        // The package's own policy and transport retry without delay and send requests to this machine through a proxy.
        var options = new OpenAIClientOptions
        {
            Endpoint = target.Rest,
            RetryPolicy = new RestRetryPolicy(terms, time),
            Transport = new HttpClientPipelineTransport(LimitedBodies.CreateClient(maximumBytes)),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (organization.Length > 0) options.OrganizationId = organization;
        if (project.Length > 0) options.ProjectId = project;
        var credential = new ApiKeyCredential(target.Key?.Reveal() ?? ServiceTarget.SandboxProvider);
        return target.Scheme == AuthenticationScheme.ApiKeyHeader
            ? new OpenAIClient(ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key"), options)
            : new OpenAIClient(credential, options);
    }

    /// <summary>Returns the options of one request.</summary>
    public static RequestOptions Request(string clientRequestId, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken };
        if (clientRequestId.Length > 0) options.AddHeader(RequestIdHeader, clientRequestId);
        return options;
    }
}
