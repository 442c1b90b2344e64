using System.Security.Cryptography;
using System.Text;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Realtime;
using RealtimeEvals.Reporting;
using static System.FormattableString;

namespace RealtimeEvals.Pages;

/// <summary>Writes the report as one HTML file, which needs nothing else and asks nobody for anything.</summary>
/// <param name="templates">The templates.</param>
/// <param name="painter">Draws the pictures; null for none.</param>
/// <param name="embedAudio">Whether the page holds the sound itself; otherwise it links to the files of the run.</param>
public sealed class HtmlReport(IPageTemplates templates, IPlotPainter? painter, bool embedAudio = false) : ReportWriter
{
    internal override string Write(ReportContent content)
    {
        var section = new RunSection(templates, painter, new PageSettings(embedAudio));
        IEnumerable<RunPart> runs = content.Runs.Select((run, index) => section.Of(Invariant($"r{index}"), run, content.Paths));
        VerdictPart verdict = VerdictOf(content);
        string name = content.Runs.Count > 0 ? content.Runs[0].Name : content.Gates.Count > 0 ? content.Gates[0].Name : "no run";
        return templates.Render("report", new ReportPage
        {
            Title = $"{name} · {verdict.Word}",
            Csp = PolicyOf(templates.Style, templates.Script),
            Style = templates.Style,
            Script = templates.Script,
            WrittenAt = PageText.Time(content.WrittenAt),
            Product = $"RealtimeEvals {typeof(HtmlReport).Assembly.GetName().Version?.ToString(3)}",
            Verdict = verdict,
            Gates = [.. content.Gates.Select(GateOf)],
            Runs = [.. runs],
        });
    }

    private static VerdictPart VerdictOf(ReportContent content)
    {
        IEnumerable<string> providers = content.Runs.SelectMany(run => run.Evidence.Providers)
            .Concat(content.Gates.Select(gate => gate.Report.Provider));
        bool isSimulated = providers.Any(one => one.Contains(ServiceTarget.SandboxProvider, StringComparison.OrdinalIgnoreCase));
        bool hasPassed = !isSimulated && content.Gates.All(gate => gate.HasPassed) && content.Runs.All(run => run.HasPassed);
        int passed = content.Runs.Sum(run => run.Evidence.Count(Outcome.Pass));
        long planned = content.Runs.Sum(run => (long)run.Evidence.Planned);
        bool hasFailed = content.Gates.Any(gate => !gate.HasPassed) || content.Runs.Any(run => !run.HasPassed);
        string[] parts =
        [
            .. content.Runs.Count > 0
                ? [Invariant($"{passed} of {planned} planned cases passed{FailedOf(content)}")]
                : Array.Empty<string>(),
            .. content.Gates.Count > 0
                ? [Invariant($"{content.Gates.Count(gate => gate.HasPassed)} of {content.Gates.Count} gates passed")]
                : Array.Empty<string>(),
        ];
        IEnumerable<string> reasons = content.Gates
            .SelectMany(gate => gate.Items.Where(item => !item.HasPassed).Select(item => $"{gate.Name}, {item.Name}: {item.Message}"))
            .Concat(content.Runs.SelectMany(run => run.Cases.Where(one => one.IsFinding).Select(one => one.Message)));
        return new VerdictPart(
            hasPassed,
            isSimulated,
            hasFailed,
            hasFailed ? "Not passed" : hasPassed ? "Passed" : "Rehearsal",
            string.Join(", ", parts),
            [.. reasons.Distinct(StringComparer.Ordinal).Take(20)]);
    }

    /// <summary>Returns which cases did not pass, where that is said in a line.</summary>
    private static string FailedOf(ReportContent content)
    {
        const int Most = 3;
        IEnumerable<ReportCase> failed = content.Runs.SelectMany(run => run.Cases).Where(one => one.Status != ReportStatus.Passed);
        string[] names = [.. failed.Select(one => one.Name)];
        return names.Length is 0 or > Most ? "" : $"; not {string.Join(", ", names.Select(name => PageText.Start(name, 60)))}";
    }

    private static GatePart GateOf(ReportGate gate) => new(
        gate.Name,
        gate.Report.Verdict.ToString(),
        gate.Report.Reason.ToString(),
        [.. gate.Items.Select(item => new RulePart(
            item.Name,
            item.Verdict.ToString(),
            item.Rule?.Value is double value ? Invariant($"{value:0.####} {item.Rule.Range}").TrimEnd() : "",
            item.Rule is RuleResult rule ? Invariant($"{rule.Count}") : "",
            item.HasPassed ? "" : $"{item.Reason}: {item.Message}"))]);

    /// <summary>Returns the policy of the page: its own style and script by their hashes, and sound from beside it.</summary>
    private static string PolicyOf(string style, string script) =>
        $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; img-src data:; font-src data:; "
        + "media-src data: blob: file: 'self'; base-uri 'none'; form-action 'none'";

    private static string HashOf(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
}
