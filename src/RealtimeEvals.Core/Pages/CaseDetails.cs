using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Gates;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.Pages;

/// <summary>Makes the details of a case from its evidence and from the files of its run.</summary>
/// <param name="sound">The files of the run.</param>
internal sealed class CaseDetails(RunSound sound)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Label, string Cell)[] Files =
        [("transcript", "transcript_path"), ("record", "record_path"), ("event log", "event_log_path")];

    private static readonly string[] FactsOfCase =
        ["turn_count", "attempts", "cost_usd", "input_tokens", "output_tokens", "duration_ms", "speech_stop_lag_ms", "false_turns"];

    private static readonly string[] TimesOfTurn =
        ["latency_first_audio_ms", "end_of_speech_to_first_audio_ms", "tool_result_to_first_audio_ms", "latency_response_done_ms"];

    /// <summary>Returns the details.</summary>
    /// <param name="key">The key of the case in the page.</param>
    /// <param name="one">The case.</param>
    /// <param name="isFull">Whether waveforms and events belong to them.</param>
    public CasePart Of(string key, EvidenceCase one, bool isFull)
    {
        EvidenceRow whole = one.Whole;
        CaseEvents events = isFull
            ? CaseEvents.Read(sound.PathOf(whole.Text("event_log_path")))
            : CaseEvents.None("Sound and events of this case are left out to keep the page small; they are in the folder of the run.");
        var missing = new List<string>();
        TurnSound[] turns = [.. one.Turns.Select((row, index) => SoundOf(row, index + 1, events, isFull, missing))];
        (TimelinePart? timeline, IReadOnlyDictionary<int, double> starts) = CaseTimeline.Of(turns);
        ExpectedActual calls = ExpectedActual.Of(one);
        HashSet<string> called = [.. ExpectedActual.ToolsOf(one)];
        bool isInterview = whole.Has("interviewer_prompt");
        TurnPart[] parts = [.. turns.Select(turn => PartOf(turn, starts, whole, called, isInterview))];
        return new CasePart
        {
            Key = key,
            Id = one.Id,
            Outcome = one.Outcome.ToString(),
            Tone = ToneOf(one.Outcome),
            CallerName = isInterview ? InterviewPart.ParticipantName : "Caller",
            AgentName = isInterview ? InterviewPart.InterviewerName : "Agent",
            Rationale = one.Outcome == Outcome.Pass ? whole.Text("rationale") : CaseText.Of(one),
            Failure = whole.Text("error_message"),
            Expected = calls.Expected,
            Actual = calls.Actual,
            Facts = [.. FactsOf(whole, isInterview)],
            Timeline = timeline,
            Turns = isInterview ? [.. LineNumbers.Add(parts)] : parts,
            Grades = [.. VariablesOf(whole) is [_, ..] variables ? variables : GradesOf(whole, [.. whole.TraceGraders])],
            Events = events.Events,
            EventsNote = events.Note,
            Files = [.. FilesOf(whole)],
            Missing = [.. missing.Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Returns the links to the files of a case.</summary>
    public IEnumerable<FileLink> FilesOf(EvidenceRow whole)
    {
        foreach ((string label, string cell) in Files)
        {
            if (sound.LinkTo(whole.Text(cell)) is { Length: > 0 } link) yield return new FileLink(label, link);
        }
    }

    /// <summary>Returns the tone of an outcome in the style sheet.</summary>
    public static string ToneOf(Outcome outcome) => OutcomeTone.Of(outcome).ToString().ToLowerInvariant();

    private TurnSound SoundOf(EvidenceRow row, int place, CaseEvents events, bool isFull, List<string> missing)
    {
        int index = row.Number("turn_index") is double turn and >= 1 and < 100_000 ? (int)turn : place;
        (string caller, string agent) = (CallerPath(row), row.Text("output_audio_path"));
        return new TurnSound(index, row, Read(caller), Read(agent), events.InterruptedTurns.Contains(index));

        (WavAudio Sound, string Source)? Read(string path)
        {
            if (path.Length == 0 || !isFull) return null;
            (WavAudio Sound, string Source)? read = sound.Read(path);
            if (read is null) missing.Add($"{Path.GetFileName(path)} is not there or is no whole WAV file.");
            return read;
        }
    }

    private static string CallerPath(EvidenceRow row) =>
        row.Text("user_audio_path") is { Length: > 0 } path ? path : row.Text("input_audio_path");

    private TurnPart PartOf(
        TurnSound turn, IReadOnlyDictionary<int, double> starts, EvidenceRow whole, HashSet<string> called, bool isInterview)
    {
        EvidenceRow row = turn.Row;
        bool isMadeElsewhere = row.Text("expected_tool_call").Length > 0 && called.Contains(row.Text("expected_tool_call"));
        return new TurnPart
        {
            Index = turn.Index,
            Start = turn.Caller is null && turn.Agent is null ? null : Math.Round(starts.GetValueOrDefault(turn.Index), 3),
            Caller = row.Text("user_text") is { Length: > 0 } text ? text : row.Text("prompt"),
            Agent = row.Text("assistant_text") is { Length: > 0 } said ? said : row.Text("answer"),
            Times = string.Join("  ·  ", TimesOfTurn
                .Where(figure => row.Number(figure) is double value && double.IsFinite(value))
                .Select(figure => $"{FigureText.Words(figure)} {LatencyText.Of(row.Number(figure), [row])}")),
            Failure = row.Text("failure_stage").Length > 0 ? $"{row.Text("failure_stage")}: {row.Text("error_message")}" : "",
            Audio = [.. SoundsOf(turn, isInterview)],
            Calls = [.. CallsOf(row, isMadeElsewhere)],
            Grades = row.Equals(whole) ? [] : [.. GradesOf(row, [.. whole.TurnGraders])],
        };
    }

    private IEnumerable<AudioPart> SoundsOf(TurnSound turn, bool isInterview)
    {
        AudioPart?[] both =
        [
            PartOfSound("caller", isInterview ? InterviewPart.ParticipantName : "caller", turn.Caller, CallerPath(turn.Row)),
            PartOfSound("agent", isInterview ? InterviewPart.InterviewerName : "agent", turn.Agent, turn.Row.Text("output_audio_path")),
        ];
        return both.OfType<AudioPart>();
    }

    private AudioPart? PartOfSound(string side, string label, (WavAudio Sound, string Source)? read, string path)
    {
        if (read is (WavAudio known, string source)) return new AudioPart(side, source, label, Math.Round(known.Duration.TotalSeconds, 3));
        return sound.LinkTo(path) is { Length: > 0 } link ? new AudioPart(side, link, label, 0) : null;
    }

    /// <summary>Returns the calls of a turn, and the one that is missing unless another turn of the conversation makes it.</summary>
    private static IEnumerable<CallPart> CallsOf(EvidenceRow row, bool isMadeElsewhere)
    {
        (string expected, string asked) = (row.Text("expected_tool_call"), row.Text("expected_arguments"));
        IReadOnlyList<JsonElement> outputs = JsonFields.ItemsOf(row.Text("tool_outputs"));
        IReadOnlyList<JsonElement> made = JsonFields.ItemsOf(row.Text("tool_calls"));
        foreach (JsonElement call in made)
        {
            JsonElement output = outputs.FirstOrDefault(one => one.Text("call_id") == call.Text("call_id"));
            string name = call.Text("name");
            bool isExpected = expected.Length > 0 && name == expected;
            bool? isRight = expected.Length == 0 ? null : isExpected && row.Number("tool_call_arg_correctness") == 1;
            yield return new CallPart(
                name,
                Pretty(call.Text("raw_arguments")),
                isExpected ? Pretty(asked) : "",
                isRight,
                Pretty(output.Text("output")),
                output.Text("is_error") == "true",
                output.Number("source") is double mock and > 0 ? FormattableString.Invariant($"mock {mock}") : "");
        }

        if (expected.Length > 0 && !isMadeElsewhere && made.All(call => call.Text("name") != expected))
        {
            yield return new CallPart($"{expected} (expected, not called)", "", Pretty(asked), false, "", false, "");
        }
    }

    private static IEnumerable<GradePart> GradesOf(EvidenceRow row, Grader[] graders)
    {
        foreach (JsonElement grade in JsonFields.ItemsOf(row.Text("grades")))
        {
            Grader? grader = graders.FirstOrDefault(one => one.Id == grade.Text("grader_id"));
            double? value = grade.Number("grade");
            string status = grade.Text("status");
            yield return new GradePart(
                grade.Text("grader_id"),
                grader?.Kind ?? "",
                grader?.Criteria ?? "",
                value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
                status,
                status != "graded" ? status == "error" ? "error" : "muted" : value >= 1 ? "pass" : "fail",
                grade.Text("rationale") is { Length: > 0 } rationale ? rationale : grade.Text("error_message"),
                grade.Number("agreement") is double share
                    ? FormattableString.Invariant($"{FigureText.Percent(share)}, n={grade.Number("samples")}")
                    : "",
                grade.Text("resolved_model"));
        }
    }

    /// <summary>Returns what the deterministic tests of an interview gave, as grades; they are what its verdict is made of.</summary>
    private static GradePart[] VariablesOf(EvidenceRow whole) =>
    [
        .. JsonFields.ItemsOf(whole.Text("variables")).Select(one => new GradePart(
            one.Text("metric"),
            one.Text("test"),
            "",
            one.Number("value")?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
            one.Text("status"),
            one.Text("status") switch { "good" => "pass", "poor" => "fail", _ => "muted" },
            $"{one.Text("bounds")} {one.Text("detail")}".Trim(),
            "",
            "")),
    ];

    private static IEnumerable<NamedText> FactsOf(EvidenceRow whole, bool isInterview)
    {
        if (whole.Text("end_reason") is { Length: > 0 } end) yield return new NamedText("ended by", end.Replace('_', ' '));
        if (whole.Text("condition") is { Length: > 0 } condition) yield return new NamedText("condition", condition);
        foreach (string name in FactsOfCase)
        {
            if (whole.Number(name) is not double value || !double.IsFinite(value)) continue;
            string text = FigureCatalog.Find(name)?.Unit switch
            {
                FigureUnit.Milliseconds => FigureText.Milliseconds(value),
                FigureUnit.UsDollars => FigureText.Dollars(value),
                _ => FigureText.Number(value),
            };
            string label = name switch
            {
                "duration_ms" => "held in",
                "cost_usd" => "cost",
                "turn_count" when isInterview => "answers",
                _ => FigureText.Words(name),
            };
            yield return new NamedText(label, text);
        }
    }

    /// <summary>Returns JSON indented, and anything else as it is.</summary>
    private static string Pretty(string json)
    {
        if (json.Length == 0 || json[0] is not ('{' or '[')) return json;
        try
        {
            return JsonSerializer.Serialize(StrictJson.ParseForeign(json), Indented).ReplaceLineEndings("\n");
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
