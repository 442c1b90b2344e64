using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>The OpenAI package's client of a target.</summary>
internal static class OpenAIConnection
{
    /// <summary>The header of our own id of a request, which the service keeps beside its own.</summary>
    public const string RequestIdHeader = "X-Client-Request-Id";

    /// <summary>A client with the target's address and key.</summary>
    /// <param name="target">The service.</param>
    /// <param name="terms">How a call is tried again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="maximumBytes">The most bytes of an answer.</param>
    /// <param name="organization">The organization that pays; empty for that of the key.</param>
    /// <param name="project">The project that pays; empty for that of the key.</param>
    public static OpenAIClient Open(
        ServiceTarget target,
        RetryTerms terms,
        TimeProvider time,
        int maximumBytes = LimitedBodies.MaximumJsonBytes,
        string organization = "",
        string project = "")
    {
        // Policy and transport of our own: the package's defaults retry without any delay, and lead requests to this machine through a
        // proxy.
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

    /// <summary>The options of one request.</summary>
    public static RequestOptions Request(string clientRequestId, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken };
        if (clientRequestId.Length > 0) options.AddHeader(RequestIdHeader, clientRequestId);
        return options;
    }
}
