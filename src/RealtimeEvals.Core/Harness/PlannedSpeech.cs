using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>
/// The caller's lines of a plan: how long each is, and what it takes to make those that are not in the speech cache. A line that is there
/// has its true length and costs nothing; each other line is made once, however often it is said.
/// </summary>
/// <param name="how">How the caller's speech is made.</param>
/// <param name="target">The service.</param>
/// <param name="time">The clock.</param>
internal sealed class PlannedSpeech(CallerSpeech how, ServiceTarget target, TimeProvider time)
{
    private readonly CachedSpeech _cache = new(
        new NoSpeech(),
        how.SourceName(target),
        target.Provider == ServiceTarget.SandboxProvider,
        how.CachePath,
        static _ => { },
        time);

    private readonly Dictionary<SpeechRequest, double> _lines = [];
    private readonly List<PlannedUse> _uses = [];

    /// <summary>What the lines take that have been said and are not cached.</summary>
    public IReadOnlyList<PlannedUse> Uses => _uses;

    /// <summary>Returns the minutes of a line.</summary>
    public double Say(string text, string voice)
    {
        var request = new SpeechRequest(how.EffectiveModel, voice, text);
        if (_lines.TryGetValue(request, out double known)) return known;
        double? cached = _cache.LengthOf(request)?.TotalMinutes;
        double minutes = cached ?? SpokenLength.MinutesOf(text);
        if (cached is null) _uses.Add(UseOf(text, minutes));
        return _lines[request] = minutes;
    }

    /// <summary>Says a line whose text is not known yet, which a model will write.</summary>
    public void SayUnknown(int lines)
    {
        if (lines == 0) return;
        var line = new string('x', SpokenLength.AssumedTextTokens * SpokenLength.CharactersPerToken);
        PlannedUse one = UseOf(line, SpokenLength.AssumedMinutes);
        _uses.Add(one with
        {
            Trials = lines,
            Calls = lines,
            TextInput = one.TextInput * lines,
            TextOutput = one.TextOutput * lines,
            AudioOutput = one.AudioOutput * lines,
            Minutes = one.Minutes * lines,
        });
    }

    private PlannedUse UseOf(string text, double minutes)
    {
        bool isRead = how.Source == SpeechSource.Realtime;
        return new PlannedUse(PlanRole.Speech, isRead ? target.ModelOf(how.EffectiveModel) : how.EffectiveModel, 1, 1)
        {
            TextInput = isRead ? SpokenLength.TokensOf(VerbatimSpeech.Instructions, text) : SpokenLength.TokensOf(text),
            TextOutput = isRead ? SpokenLength.TokensOf(text) : 0,
            AudioInput = 0,
            AudioOutput = SpokenLength.Spoken(minutes),
            Minutes = minutes,
        };
    }

    private sealed class NoSpeech : ISpeechSynthesizer
    {
        public Task<ReadOnlyMemory<byte>> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken) =>
            throw new SpeechException("a plan makes no speech.");
    }
}
