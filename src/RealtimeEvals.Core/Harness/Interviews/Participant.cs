using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.TextModels;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>
/// The participant of an interview: a text model that reads the conversation and writes the next line. A line that the model does not give
/// is a failure of the interview, and never replaced by words of our own.
/// </summary>
/// <param name="model">The text model.</param>
/// <param name="voice">What speaks the lines; null for lines that are given as text.</param>
/// <param name="scope">The interview.</param>
/// <param name="options">The models, the voice, the condition and the limits.</param>
/// <param name="spending">Takes what the speech costs.</param>
/// <param name="log">Takes the lines as events.</param>
/// <param name="time">The clock.</param>
internal sealed class Participant(
    ITextModel model,
    CallerVoice? voice,
    ConversationScope scope,
    BenchmarkOptions options,
    CaseSpending spending,
    EventSource log,
    TimeProvider time) : ICaller
{
    private readonly Interview _interview = (Interview)scope.Simulation;
    private readonly AudioCondition _condition = AudioCondition.Parse(options.ParticipantCondition);
    private readonly List<short[]> _spoken = [];

    public string Model { get; private set; } = "";

    public async Task<CallerLine?> SpeakAsync(int turn, Transcript transcript, CancellationToken cancellationToken)
    {
        (string text, TokenUsage usage) = turn == 1
            ? (_interview.Turns.FirstLine, new TokenUsage())
            : await AskAsync(turn, transcript, cancellationToken);
        Log(text);
        if (voice is null) return CallerLine.Written(text, usage);
        string request = FormattableString.Invariant($"{scope.Name}/participant/{turn}");
        ReadOnlyMemory<byte> said = await voice.SayAsync(
            text, options.ParticipantVoice, request, options.Limits.Inactivity, spending, cancellationToken);
        return new CallerLine(text, Heard(turn, said), AudioFormat.Pcm24K, usage);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<(string Text, TokenUsage Usage)> AskAsync(int turn, Transcript transcript, CancellationToken cancellationToken)
    {
        string request = FormattableString.Invariant($"{scope.Manifest.RunId}/{scope.Name}/participant/{turn}");
        var question = new TextQuestion(
            options.Target.ModelOf(options.ParticipantModel),
            _interview.Caller.SystemPrompt,
            transcript.ForParticipant(),
            Temperature: null,
            request);
        TextAnswer answer = await TimeLimit.RunAsync(
            options.Limits.Inactivity,
            time,
            token => model.AskAsync(question, token),
            exception => new TextModelException(
                FormattableString.Invariant($"the participant's model gave nothing within {options.Limits.Inactivity.TotalSeconds} s"),
                exception),
            cancellationToken);
        if (answer.Model.Length > 0) Model = answer.Model;
        if (answer.Refusal.Length > 0) throw new TextModelException($"the participant's model refused to answer: {answer.Refusal}");
        string text = answer.Text.Trim();
        return text.Length > 0 ? (text, answer.Usage) : throw new TextModelException("the participant's model answered with nothing");
    }

    /// <summary>
    /// Returns the speech as the interviewer hears it. The random part depends on the run's seed, the interview and the turn.
    /// </summary>
    private ReadOnlyMemory<byte> Heard(int turn, ReadOnlyMemory<byte> said)
    {
        if (_condition.Name == AudioCondition.Clean) return said;
        short[] samples = PcmSamples.Decode(said.Span, AudioEncoding.Pcm16);
        _spoken.Add(samples);
        var random = new Random(options.SeedOf(FormattableString.Invariant($"{scope.Name}/{turn}/{_condition.Name}")));
        short[] heard = _condition.Apply(samples, new AudioScene(AudioFormat.Pcm24K.SampleRate, random, _spoken));
        return PcmSamples.Encode(heard, AudioEncoding.Pcm16);
    }

    private void Log(string text) => log.Received(
        time.GetTimestamp(), JsonSerializer.SerializeToUtf8Bytes(new { type = "participant.line", text, model = Model }), isText: true);
}
