using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>The OpenAI package's client of a target.</summary>
internal static class OpenAIConnection
{
    private const int Retries = 3;

    /// <summary>A client with the target's address and key.</summary>
    /// <param name="target">The service.</param>
    /// <param name="organization">The organization that pays; empty for that of the key.</param>
    /// <param name="project">The project that pays; empty for that of the key.</param>
    public static OpenAIClient Open(ServiceTarget target, string organization = "", string project = "")
    {
        // Policy and transport of our own: the package's defaults retry without any delay, and lead requests to this machine through a proxy.
        var options = new OpenAIClientOptions
        {
            Endpoint = target.Rest,
            RetryPolicy = new ClientRetryPolicy(Retries),
            Transport = new HttpClientPipelineTransport(ServiceHttp.CreateClient()),
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
        if (clientRequestId.Length > 0) options.AddHeader("X-Client-Request-Id", clientRequestId);
        return options;
    }
}
