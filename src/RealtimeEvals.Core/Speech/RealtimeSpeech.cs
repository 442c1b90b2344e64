using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Speech;

/// <summary>
/// Lets a realtime session read a text aloud, for the time after the shutdown of the speech endpoint. The reading is checked against the
/// session's own transcript; one that differs from the text is repeated, at most twice.
/// </summary>
/// <param name="target">The service to connect to.</param>
/// <param name="limits">The time limits of a reading.</param>
/// <param name="terms">How a refused connection is retried.</param>
/// <param name="time">The clock for time limits.</param>
internal sealed class RealtimeSpeech(ServiceTarget target, TurnLimits limits, RetryTerms terms, TimeProvider time) : ISpeechSynthesizer
{
    private const int Readings = 3;

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string said = "";
        for (int reading = 0; reading < Readings; reading++)
        {
            CollectedTurn turn = await ReadAloudAsync(request, cancellationToken);
            request.Used(turn.Usage);
            said = turn.Text;
            if (turn.Audio.Length > 0 && Normalizer.Apply(said, Normalizer.Text) == Normalizer.Apply(request.Text, Normalizer.Text))
            {
                return turn.Audio;
            }
        }

        throw new SpeechException(
            FormattableString.Invariant($"{request.Model} did not read the text as written in {Readings} attempts; ")
            + $"the last time it said: {said}");
    }

    private async Task<CollectedTurn> ReadAloudAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        using var noTools = JsonDocument.Parse("[]");
        var configuration = new SessionConfiguration
        {
            Instructions = VerbatimSpeech.Instructions,
            Tools = noTools.RootElement,
            OutputFormat = AudioFormat.Pcm24K,
            Voice = request.Voice,
        };
        try
        {
            int seed = RetryTerms.SeedOf(terms.Seed, request.ClientRequestId);
            await using RealtimeSession session = await new SessionOpener(target, limits, terms.Limit, time).OpenAsync(
                new SessionOpening(request.Model, configuration, seed) { ClientRequestId = _ => request.ClientRequestId },
                cancellationToken);
            return await session.AskAsync(request.Text, cancellationToken);
        }
        catch (RealtimeException exception)
        {
            throw new SpeechException($"{request.Model} could not read the text ({exception.Stage}): {exception.Message}", exception)
            {
                Code = exception.Code,
            };
        }
    }
}
