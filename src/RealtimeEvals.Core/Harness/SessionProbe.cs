using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>
/// Opens a session before anything is spent, so that a wrong address, key, model, voice or format is one error and not one for each case.
/// </summary>
internal sealed class SessionProbe(RunOptions options, TimeProvider time, IRunSink sink)
{
    /// <summary>Tries the sessions of one side until one is accepted.</summary>
    /// <returns>The model as the service reported it, and whether the service is the sandbox.</returns>
    /// <exception cref="EvalException">
    /// <c>EndpointUnavailable</c>: no session was accepted. The message is that of the first failure.
    /// </exception>
    public async Task<(string Model, bool IsSandbox)> TryAsync(IEnumerable<SessionRequest> side, CancellationToken cancellationToken)
    {
        RealtimeException? refusal = null;
        IEnumerable<SessionRequest> distinct = side.DistinctBy(request => (
            request.Model, request.Configuration.InputFormat, request.Configuration.OutputFormat, request.Configuration.Voice));
        foreach (SessionRequest request in distinct)
        {
            try
            {
                return await OpenAsync(request, cancellationToken);
            }
            catch (RealtimeException exception)
            {
                refusal ??= exception;
            }
        }

        throw EvalErrors.EndpointUnavailable(options.Target.ShownRealtime, refusal!.Stage, refusal.Message);
    }

    private async Task<(string Model, bool IsSandbox)> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var opening = new SessionOpening(request.Model, request.Configuration, options.Seed)
        {
            ClientRequestId = static _ => "probe",
            OnRetry = (exception, wait) => sink.Warning(
                FormattableString.Invariant($"{exception.Message} Trying again in {wait.TotalSeconds:0.0} s, ")
                + FormattableString.Invariant($"for at most {options.RetryLimit.TotalSeconds:0} s in all.")),
        };
        await using RealtimeSession session = await options.SessionsBy(time).OpenAsync(opening, cancellationToken);
        return (session.Model, session.IsSandbox);
    }
}

/// <summary>A session that a run will open.</summary>
/// <param name="Model">The model.</param>
/// <param name="Configuration">The configuration of the session.</param>
internal sealed record SessionRequest(string Model, SessionConfiguration Configuration);
