using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Sockets;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>
/// Retries while the service cannot be reached or reports a transient error. The package's own policy limits the number of attempts and
/// waits as long as the service says, even if that is no time at all.
/// </summary>
internal sealed class RestRetryPolicy(RetryTerms terms, TimeProvider time) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Nothing here waits on a thread.");

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.TryGetValue(OpenAIConnection.RequestIdHeader, out string? id);
        RetryWaits waits = terms.Begin(id ?? "", time);
        while (true)
        {
            TimeSpan? wait;
            try
            {
                await ProcessNextAsync(message, pipeline, currentIndex);
                if (message.Response is not { } response || !MayPass((HttpStatusCode)response.Status)) return;
                TimeSpan? asked = ServerWait.Read(
                    name => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values ?? [] : [], time.GetUtcNow());
                if (response.Status == (int)HttpStatusCode.TooManyRequests) terms.Pressure.Report(asked);
                wait = waits.Next(asked);
                if (wait is null) return;
                response.Dispose();
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                wait = waits.Next(asked: null);
                if (wait is null) throw;
            }

            await Task.Delay(wait.Value, time, message.CancellationToken);
        }
    }

    /// <summary>Whether a status means that the same request can be tried again.</summary>
    public static bool MayPass(HttpStatusCode? status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>Whether the connection failed or broke. A response that is too large would be too large again.</summary>
    public static bool IsBroken(Exception exception)
    {
        if (exception is OperationCanceledException or ClientResultException { Status: > 0 }) return false;
        Exception cause = exception;
        while (cause is not LimitedBodies.TooLargeException && cause.InnerException is not null) cause = cause.InnerException;
        return cause is SocketException or (IOException and not LimitedBodies.TooLargeException);
    }
}
