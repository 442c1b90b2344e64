using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Gates;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Pages;

/// <summary>
/// Puts the sound of a case onto one time axis: what the caller said, the measured wait, what the agent said. That is how it would have
/// been heard, also where the caller's audio was sent faster than it was spoken.
/// </summary>
internal sealed class CaseTimeline
{
    private const int Width = 1000;
    private const double TurnGap = 0.4;

    private readonly List<(int Turn, string Side, string Source, double Start, WavAudio Sound)> _clips = [];
    private readonly List<(double At, string Kind, string Label)> _marks = [];
    private readonly Dictionary<int, double> _starts = [];
    private double _end;

    private CaseTimeline()
    {
    }

    /// <summary>Returns the axis and where each turn starts on it; no axis when there is no sound.</summary>
    /// <param name="turns">The turns with their sound.</param>
    public static (TimelinePart? Timeline, IReadOnlyDictionary<int, double> Starts) Of(IEnumerable<TurnSound> turns)
    {
        var axis = new CaseTimeline();
        foreach (TurnSound turn in turns) axis.Add(turn);
        return (axis._clips.Count == 0 ? null : axis.ToPart(), axis._starts);
    }

    private void Add(TurnSound turn)
    {
        double start = _end;
        _starts[turn.Index] = start;
        double spoken = start;
        if (turn.Caller is (WavAudio caller, string callerSource))
        {
            _clips.Add((turn.Index, "caller", callerSource, start, caller));
            spoken = start + SpeechOf(turn, caller);
            _end = start + caller.Duration.TotalSeconds;
            _marks.Add((spoken, "commit", Invariant($"end of speech, turn {turn.Index}")));
        }

        double wait = (turn.Row.Number("end_of_speech_to_first_audio_ms") ?? turn.Row.Number("latency_first_audio_ms") ?? 0) / 1000;
        double first = spoken + (double.IsFinite(wait) && wait is > 0 and < 600 ? wait : 0);
        if (turn.Agent is (WavAudio agent, string agentSource))
        {
            string doubt = LatencyText.IsDoubtful(turn.Row) ? LatencyDoubt.Mark : "";
            _clips.Add((turn.Index, "agent", agentSource, first, agent));
            _marks.Add((first, "first_audio", Invariant($"first audio after {(first - spoken) * 1000:0} ms{doubt}, turn {turn.Index}")));
            _end = Math.Max(_end, first + agent.Duration.TotalSeconds);
        }

        AddCalls(turn, first);
        if (turn.IsInterrupted) _marks.Add((_end, "barge_in", Invariant($"the caller barged in, turn {turn.Index}")));
        _end += TurnGap;
    }

    /// <summary>Marks the end of each response that called a tool.</summary>
    private void AddCalls(TurnSound turn, double first)
    {
        IReadOnlyList<JsonElement> segments = JsonFields.ItemsOf(turn.Row.Text("segments"));
        foreach (JsonElement call in JsonFields.ItemsOf(turn.Row.Text("tool_calls")))
        {
            string id = call.Text("call_id");
            JsonElement segment = segments.FirstOrDefault(one =>
                one.Items("call_ids").Any(known => known.ValueKind == JsonValueKind.String && known.GetString() == id));
            double at = (segment.Number("offset_ms") + segment.Number("done_ms")) / 1000 is double done and < 600 ? done : 0;
            double place = Math.Min(first + at, Math.Max(_end, first));
            _marks.Add((place, "tool_call", Invariant($"{call.Text("name")}, turn {turn.Index}")));
        }
    }

    private static double SpeechOf(TurnSound turn, WavAudio caller) =>
        turn.Row.Number("speech_ms") is double speech and > 0 && speech <= caller.Duration.TotalMilliseconds + 1
            ? speech / 1000
            : caller.Duration.TotalSeconds;

    private TimelinePart ToPart()
    {
        double seconds = Math.Max(0.1, _end);
        double scale = Width / seconds;
        return new TimelinePart(
            Math.Round(seconds, 3),
            Width,
            [
                .. _clips.Select(clip => new ClipPart(
                    clip.Turn,
                    clip.Side,
                    clip.Source,
                    Math.Round(clip.Start, 3),
                    Math.Round(clip.Sound.Duration.TotalSeconds, 3),
                    WavePath.Of(clip.Sound, clip.Start * scale, Math.Max(1, clip.Sound.Duration.TotalSeconds * scale)))),
            ],
            [
                .. _marks.OrderBy(mark => mark.At).Select(mark =>
                    new MarkPart(Math.Round(mark.At, 3), Math.Round(mark.At * scale, 1), mark.Kind, mark.Label)),
            ],
            [.. TicksOf(seconds).Select(at => new TickPart(Math.Round(at * scale, 1), Invariant($"{at:0.##} s")))],
            "The waits are those that were measured; the caller's audio may have been sent faster than it sounds.");
    }

    /// <summary>Returns about eight round numbers from 0 to the end.</summary>
    private static IEnumerable<double> TicksOf(double seconds)
    {
        double[] steps = [0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
        double step = steps.FirstOrDefault(one => seconds / one <= 8, steps[^1]);
        for (int index = 0; index * step <= seconds; index++) yield return index * step;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The sound of a turn.</summary>
/// <param name="Index">The turn, from 1.</param>
/// <param name="Row">Its figures.</param>
/// <param name="Caller">The caller's sound and its source; null without.</param>
/// <param name="Agent">The agent's sound and its source; null without.</param>
/// <param name="IsInterrupted">Whether the caller spoke while the agent did, and the answer was cut.</param>
internal sealed record TurnSound(
    int Index, EvidenceRow Row, (WavAudio Sound, string Source)? Caller, (WavAudio Sound, string Source)? Agent, bool IsInterrupted);
