using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>Writes workflow commands of GitHub Actions, one per line. Case text is escaped, so that none of it becomes a command.</summary>
internal static class AnnotationWriter
{
    /// <summary>GitHub truncates longer messages.</summary>
    private const int MessageLimit = 1000;

    private const int TitleLimit = 200;

    public static string Write(ReportContent content)
    {
        var commands = new StringBuilder();
        foreach (ReportRun run in content.Runs) Write(commands, run, content.Paths);
        foreach (ReportGate gate in content.Gates) Write(commands, gate, content.Paths);
        return commands.ToString();
    }

    private static void Write(StringBuilder commands, ReportRun run, ReportPath paths)
    {
        string manifest = paths.Of(ReportPath.ManifestOf(run.Evidence.RunPath));
        foreach (ReportCase one in run.Cases.Where(one => one.Status != ReportStatus.Passed))
        {
            string command = one.Status == ReportStatus.Skipped ? "notice" : one.Kind == ReportCase.Inconclusive ? "warning" : "error";
            (string file, int line) = one.DataPath.Length > 0 ? (paths.Of(one.DataPath), one.DataLine) : (manifest, 1);
            Write(commands, command, file, line, $"{run.Name}, {one.Name}: {one.Kind}", one.Message);
        }

        if (!run.HasPassed) return;
        string providers = string.Join("; ", run.Evidence.Providers);
        Write(commands, "notice", manifest, 1, run.Name,
            FormattableString.Invariant($"All {run.Evidence.Planned} planned cases passed, answered by {providers}."));
    }

    private static void Write(StringBuilder commands, ReportGate gate, ReportPath paths)
    {
        string manifest = paths.Of(ReportPath.ManifestOf(gate.Report.RunPath));
        foreach (GateItem item in gate.Items.Where(item => !item.HasPassed)) Write(
            commands, "error", manifest, 1, $"{gate.Name}, gate {item.Verdict}: {item.Name}", $"{item.Reason}: {item.Message}");
        if (gate.HasPassed) Write(commands, "notice", manifest, 1, $"{gate.Name}, gate {GateVerdict.Passed}",
            FormattableString.Invariant($"All {gate.Items.Count} rules hold for {gate.Report.Planned} planned cases."));
    }

    private static void Write(StringBuilder commands, string command, string file, int line, string title, string message)
    {
        string place = file.Length > 0 ? FormattableString.Invariant($"file={Property(file)},line={line},") : "";
        commands.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"::{command} {place}title={Property(ReportText.Clean(title, TitleLimit))}::{Data(ReportText.Clean(message, MessageLimit))}\n");
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
