using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Harness;

/// <summary>Looks who answers before the first case, and rehearses a turn with them.</summary>
/// <param name="participants">The sessions of each side; the side under test comes first and is probed last.</param>
/// <param name="options">The options of the run.</param>
/// <param name="services">The clock.</param>
/// <param name="redactor">Removes keys from what the service says.</param>
/// <param name="sink">Takes warnings.</param>
internal sealed class RunProbe(
    IReadOnlyList<IReadOnlyList<SessionRequest>> participants,
    RunOptions options,
    EvalServices services,
    Redactor redactor,
    IRunSink sink)
{
    /// <summary>Returns the manifest with the model and provider that the service reports.</summary>
    /// <exception cref="EvalException">
    /// <c>EndpointUnavailable</c>: no session was accepted. <c>ResumeMismatch</c>: another model answers than at the start of the run.
    /// </exception>
    public async Task<RunManifest> ProbeAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        if (participants.Count == 0) return manifest;
        var probe = new SessionProbe(options, services.Time, sink);
        (string model, bool isSandbox) = ("", false);
        foreach (IReadOnlyList<SessionRequest> side in participants.Reverse())
        {
            (model, isSandbox) = await probe.TryAsync(side, cancellationToken);
        }

        await RehearseAsync(participants[^1][0], isSandbox, cancellationToken);
        model = redactor.Redact(model);
        bool isOneModel = participants[0].DistinctBy(request => request.Model, StringComparer.Ordinal).Count() == 1;
        if (isOneModel && manifest.ResolvedModel.Length > 0 && model != manifest.ResolvedModel)
        {
            throw EvalErrors.ResumeMismatch(manifest.RunId, "the model as the service names it");
        }

        return manifest with { ResolvedModel = model, Provider = isSandbox ? ServiceTarget.SandboxProvider : manifest.Provider };
    }

    /// <summary>
    /// Rehearses a turn before the first case, so that first use does not distort its latency: one turn with the sandbox, whose process is
    /// warmed up too; otherwise local turns, as many as run in parallel but at most 8.
    /// </summary>
    private async Task RehearseAsync(SessionRequest request, bool isSandbox, CancellationToken cancellationToken)
    {
        const int Most = 8;
        if (isSandbox)
        {
            var sandbox = new ConnectOptions(options.Target, request.Model);
            await Rehearsal.WithSandboxAsync(sandbox, request.Configuration, services.Time, cancellationToken);
            return;
        }

        IEnumerable<int> turns = Enumerable.Range(0, Math.Min(options.OwnThrottleLimit, Most));
        await Task.WhenAll(turns.Select(_ => Rehearsal.WithNobodyAsync(request.Configuration, services.Time, cancellationToken)));
    }
}
