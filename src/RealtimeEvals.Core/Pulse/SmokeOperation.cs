using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Harness;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>
/// A refusal smoke run that owns a gate. Before anything is spent, the gate is set to false with a pending trace; only a complete, passing
/// run sets it to true. However the run ends otherwise, the gate is false.
/// </summary>
/// <param name="services">The external services of the operation.</param>
public sealed class SmokeOperation(EvalServices services)
{
    private const string Pending = "pending";
    private const string Broken = "failed";

    /// <summary>Maximum wait for another writer when recording why a run ended without a result.</summary>
    private static readonly TimeSpan LastWordLimit = TimeSpan.FromSeconds(5);

    /// <summary>Runs the smoke set. Emits the rows as they are answered.</summary>
    /// <param name="request">The run and the gate that it owns.</param>
    /// <param name="sink">Receives the rows, or the <see cref="RunPlan"/> when the run is not confirmed.</param>
    /// <param name="cancellationToken">Stops the run; the gate stays false.</param>
    /// <returns>The result; null when the run was not confirmed.</returns>
    /// <exception cref="EvalException">The input, the status file or the evidence has a problem; the error id says which.</exception>
    public async Task<RefusalSmokeResult?> RunAsync(SmokeRequest request, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sink);
        GateKey.Require(request.Known.GateKey);
        RefusalSmokeResult known = request.Known with { TimestampUtc = services.Time.GetUtcNow(), ResultPath = request.ResultName };
        bool isGuarded = request.Pulse is not null && await InvalidateAsync(request.Pulse, known, sink, cancellationToken);
        PulseOptions? pulse = isGuarded ? request.Pulse : null;
        try
        {
            await TakeAwayAsync(request.ResultPath, pulse is not null, sink, cancellationToken);
            RefusalSmokeResult? result = await request.RunAsync(sink, cancellationToken);
            if (result is null) return null;
            string path = request.ResultPath.Length > 0 ? request.ResultPath : Path.Combine(result.RunPath, SmokeResultFile.FileName);
            string name = request.ResultName.Length > 0
                ? request.ResultName
                : $"{Path.GetFileName(result.RunPath)}/{SmokeResultFile.FileName}";
            string hash = SmokeResultFile.Write(path, result);
            if (pulse is not null)
            {
                PulseEntry entry = PulseEntries.Of(result with { ResultPath = name }, hash);
                await PulsePatch.WriteAsync(pulse, entry, services.Time, cancellationToken);
            }

            return result with { ResultPath = path, ResultSha256 = hash };
        }
        catch (Exception exception) when (pulse is not null)
        {
            await SayBrokenAsync(pulse, known, exception, sink);
            throw;
        }
    }

    /// <summary>Sets the gate to false, if that is confirmed.</summary>
    /// <param name="pulse">The gate and its status file.</param>
    /// <param name="known">The result fields that are known before the run.</param>
    /// <param name="sink">Asks for confirmation.</param>
    /// <param name="cancellationToken">Cancels the wait for another writer.</param>
    /// <returns>True when it was confirmed.</returns>
    /// <exception cref="EvalException">The status file cannot be read or written; it is unchanged.</exception>
    public async Task<bool> InvalidateAsync(
        PulseOptions pulse,
        RefusalSmokeResult known,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pulse);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(sink);
        if (!await sink.ConfirmAsync(pulse.Path, $"Write the gate '{pulse.GateKey}' false until the run has passed", cancellationToken))
        {
            return false;
        }

        RefusalSmokeResult now = known with { TimestampUtc = services.Time.GetUtcNow() };
        PulseEntry entry = PulseEntries.Unfinished(now, Pending, "The run has not ended.");
        await PulsePatch.WriteAsync(pulse, entry, services.Time, cancellationToken);
        return true;
    }

    /// <summary>Records why the run ended; the gate is false already.</summary>
    private async Task SayBrokenAsync(PulseOptions pulse, RefusalSmokeResult known, Exception cause, IRunSink sink)
    {
        try
        {
            using var limit = new CancellationTokenSource(LastWordLimit, services.Time);
            string reason = cause is OperationCanceledException ? "The run was stopped."
                : cause is EvalException ? cause.Message
                : $"The run broke off: {cause.GetType().Name}.";
            RefusalSmokeResult now = known with { TimestampUtc = services.Time.GetUtcNow() };
            await PulsePatch.WriteAsync(pulse, PulseEntries.Unfinished(now, Broken, reason), services.Time, limit.Token);
        }
        catch (Exception exception) when (exception is EvalException or OperationCanceledException)
        {
            sink.Warning($"The gate '{known.GateKey}' is false; why could not be written into '{pulse.Path}': {exception.Message}");
        }
    }

    /// <summary>
    /// Deletes the result of an earlier run before anything can end this one, so that it cannot be taken for the new result. Confirming
    /// that the gate is set to false confirms this too.
    /// </summary>
    private static async Task TakeAwayAsync(string path, bool isConfirmed, IRunSink sink, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw EvalErrors.EvidenceNotWritten(path, new IOException("It is a folder."));
        if (!File.Exists(path)) return;
        RequireResult(path);
        if (isConfirmed || await sink.ConfirmAsync(path, "Take the result of an earlier run away", cancellationToken)) TakeAway(path);
    }

    /// <summary>Throws if the file is not a result, which must not be replaced.</summary>
    private static void RequireResult(string path)
    {
        try
        {
            JsonElement root = StrictJson.Parse(PlainFile.Read(path, SmokeResultFile.MaximumBytes));
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("gate_pass", out _)) return;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // Not a result; reported below.
        }

        throw EvalErrors.InvalidSetting([$"The file '{path}' is there and holds no result of a refusal smoke run, so it is not replaced."]);
    }

    private static void TakeAway(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }
}
