using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.Pages;

/// <summary>The parts of a run's report, each by itself, for pages that are served. They are made by the templates of the report.</summary>
public sealed class RunView
{
    private static readonly string[] SoundCells = ["user_audio_path", "input_audio_path", "output_audio_path"];
    private static readonly string[] FileCells = ["transcript_path", "record_path", "event_log_path"];

    private readonly IPageTemplates _templates;
    private readonly IPlotPainter _painter;
    private readonly RunLinks _links;
    private readonly RunSound _sound;
    private readonly Dictionary<string, EvidenceCase> _cases;
    private readonly Lazy<Dictionary<string, string>> _files;

    /// <summary>Prepares the parts; nothing is rendered yet.</summary>
    /// <param name="evidence">The run.</param>
    /// <param name="templates">The templates.</param>
    /// <param name="painter">Draws the pictures.</param>
    /// <param name="links">Where the pages of cases and the files of the run are.</param>
    public RunView(RunEvidence evidence, IPageTemplates templates, IPlotPainter painter, RunLinks links)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentNullException.ThrowIfNull(painter);
        ArgumentNullException.ThrowIfNull(links);
        (Evidence, _templates, _painter, _links) = (evidence, templates, painter, links);
        _sound = new RunSound(evidence.RunPath, new FileIds(evidence.RunPath, links.OfFile), isEmbedded: false);
        _cases = evidence.Cases.DistinctBy(one => one.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(one => one.Id, StringComparer.OrdinalIgnoreCase);
        _files = new(ListFiles);
        Cases = [.. evidence.Cases.OrderBy(one => OutcomeTone.Rank(one.Outcome)).Select(LineOf)];
    }

    /// <summary>The run.</summary>
    public RunEvidence Evidence { get; }

    /// <summary>The cases, those that did not pass first.</summary>
    public IReadOnlyList<CaseLine> Cases { get; }

    /// <summary>Returns the section of the run: figures, plots, what failed, the table of cases, settings.</summary>
    public string Section()
    {
        var section = new RunSection(_templates, _painter, new PageSettings(EmbedAudio: false, _links.OfCase));
        RunPart part = section.Of("r0", new ReportRun(Evidence), new FileIds(Evidence.RunPath, _links.OfFile));
        return _templates.Render("run", new { Run = part });
    }

    /// <summary>
    /// Returns what was said in a case, turn by turn, with tool calls and grades. Tests of interviews have a page of their own.
    /// </summary>
    /// <param name="caseId">The case.</param>
    public string Conversation(string caseId)
    {
        CasePart part = Details(caseId, isFull: false) with { LinksSound = true };
        string grades = part.AgentName == InterviewPart.InterviewerName ? "" : _templates.Render("grades", part);
        return _templates.Render("about", part) + _templates.Render("turns", part) + grades;
    }

    /// <summary>Returns what was said in a case, without anything else.</summary>
    /// <param name="caseId">The case.</param>
    public IReadOnlyList<CaseTurn> TurnsOf(string caseId) =>
    [
        .. Details(caseId, isFull: false).Turns.Zip(_cases[caseId].Turns, (turn, row) =>
            new CaseTurn(turn.Index, turn.Caller, turn.Agent, row.Number("latency_first_audio_ms"))),
    ];

    /// <summary>Returns both sides of a case on one time axis, with marks and a player, and the turns that it plays.</summary>
    /// <param name="caseId">The case.</param>
    public string Sound(string caseId)
    {
        CasePart part = Details(caseId, isFull: true);
        return part.Timeline is null ? "" : _templates.Render("timeline", part) + _templates.Render("turns", part);
    }

    /// <summary>Returns the absolute path of the event log of a case; empty when it has none in the folder of the run.</summary>
    /// <param name="caseId">The case.</param>
    public string EventLogOf(string caseId) => _sound.PathOf(_cases[caseId].Whole.Text("event_log_path"));

    /// <summary>Returns the absolute path of the event log of a conversation without a result; empty when there is none.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="caseId">The conversation.</param>
    public static string EventLogIn(string runPath, string caseId)
    {
        if (!SafeFileName.IsSafe(caseId)) return "";
        string path = new RunSound(runPath, new FileIds(runPath, static id => id), isEmbedded: false).PathOf($"events/{caseId}.jsonl");
        return File.Exists(path) ? path : "";
    }

    /// <summary>Returns the absolute path of a file of the run; null when none has that id, or when it is not in the folder.</summary>
    /// <param name="fileId">The id, as the links have it.</param>
    public string? FileOf(string fileId) =>
        _files.Value.TryGetValue(fileId, out string? path) && _sound.PathOf(path) is { Length: > 0 } full && File.Exists(full)
            ? full
            : null;

    /// <summary>Returns a setting of a case, such as the text of its prompt; empty when it has none.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="name">The name of the column.</param>
    public string TextOf(string caseId, string name) => _cases[caseId].Whole.Text(name);

    private CasePart Details(string caseId, bool isFull) => new CaseDetails(_sound).Of("c0", _cases[caseId], isFull);

    private static CaseLine LineOf(EvidenceCase one) => new(
        one.Id,
        one.Outcome,
        CaseDetails.ToneOf(one.Outcome),
        PageText.Start(CaseText.Of(one), 240),
        one.Turns.Count,
        [.. one.Tags]);

    private Dictionary<string, string> ListFiles()
    {
        IEnumerable<string> sounds = Evidence.Cases.SelectMany(one => one.Turns).SelectMany(row => SoundCells.Select(row.Text));
        IEnumerable<string> files = Evidence.Cases.SelectMany(one => FileCells.Select(one.Whole.Text));
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in sounds.Concat(files).Where(path => path.Length > 0))
        {
            if (_sound.FullOf(path) is { Length: > 0 } full) known.TryAdd(FileIds.IdOf(Evidence.RunPath, full), path);
        }

        return known;
    }
}

/// <summary>Where the pages of cases and the files of a run are.</summary>
/// <param name="OfFile">Returns the address of a file by its id.</param>
/// <param name="OfCase">Returns the address of a case by its id.</param>
public sealed record RunLinks(Func<string, string> OfFile, Func<string, string> OfCase);

/// <summary>A case of a run in a list.</summary>
/// <param name="Id">The case, with its trial where there are several.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Tone">The tone of the verdict in the style sheet.</param>
/// <param name="Why">Why it did not pass; empty when it did.</param>
/// <param name="TurnCount">Number of turns.</param>
/// <param name="Tags">The tags of the case.</param>
public sealed record CaseLine(string Id, Outcome Outcome, string Tone, string Why, int TurnCount, IReadOnlyList<string> Tags);

/// <summary>What both sides said in a turn.</summary>
/// <param name="Index">The number of the turn, from 1.</param>
/// <param name="Caller">What the caller said; empty for nothing.</param>
/// <param name="Agent">What the agent said; empty for nothing.</param>
/// <param name="LatencyFirstAudioMs">The time to the agent's first audio in milliseconds; null when it is not known.</param>
public sealed record CaseTurn(int Index, string Caller, string Agent, double? LatencyFirstAudioMs);
