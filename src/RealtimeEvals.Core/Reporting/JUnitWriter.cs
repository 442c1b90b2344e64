using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>Writes JUnit XML: a suite with a test per planned case for each run, and one with a test per rule for each gate.</summary>
internal static class JUnitWriter
{
    private const string Product = "realtime-evals";

    private static readonly string[] CountNames = ["tests", "failures", "errors", "skipped"];

    public static string Write(ReportContent content)
    {
        XElement[] suites = [.. content.Runs.Select(run => Suite(run, content)), .. content.Gates.Select(gate => Suite(gate, content))];
        var root = new XElement("testsuites", new XAttribute("name", Product), Totals(suites), suites);
        var settings = new XmlWriterSettings
        {
            Indent = true,
            IndentChars = "  ",
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings)) new XDocument(root).Save(writer);
        return $"{Encoding.UTF8.GetString(stream.ToArray())}\n";
    }

    private static XElement Suite(ReportRun run, ReportContent content) => Suite(
        run.Name, run.StartedAt ?? content.WrittenAt,
        [
            ("provider", string.Join("; ", run.Evidence.Providers)),
            ("planned", run.Evidence.Planned.ToString(CultureInfo.InvariantCulture)),
            ("run_path", content.Paths.Of(run.Evidence.RunPath)),
        ],
        [.. run.Cases.Select(one => Case($"{Product}.{run.Name}", one))]);

    private static XElement Suite(ReportGate gate, ReportContent content) => Suite(
        "gates", gate.Report.MeasuredAt == default ? content.WrittenAt : gate.Report.MeasuredAt,
        [
            ("run_id", gate.Report.RunId),
            ("run_path", content.Paths.Of(gate.Report.RunPath)),
            ("provider", gate.Report.Provider),
            ("policy_set", gate.Report.PolicySet),
            ("verdict", gate.Report.Verdict.ToString()),
            ("reason", gate.Report.Reason.ToString()),
            ("planned", gate.Report.Planned.ToString(CultureInfo.InvariantCulture)),
        ],
        [.. gate.Items.Select(item => Case($"{Product}.gates.{gate.Name}", item))]);

    private static XElement Suite(string name, DateTimeOffset time, (string Name, string Value)[] properties, XElement[] cases)
    {
        var suite = new XElement("testsuite", new XAttribute("name", name));
        suite.Add(
            new XAttribute("tests", cases.Length),
            new XAttribute("failures", CountOf(cases, "failure")),
            new XAttribute("errors", CountOf(cases, "error")),
            new XAttribute("skipped", CountOf(cases, "skipped")),
            new XAttribute("time", Seconds(cases.Sum(one => double.Parse(one.Attribute("time")!.Value, CultureInfo.InvariantCulture)))),
            // The format has no offset; build servers assume UTC.
            new XAttribute("timestamp", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement("properties", properties.Select(property => new XElement(
                "property",
                new XAttribute("name", property.Name),
                new XAttribute("value", ReportText.Clean(property.Value))))),
            cases);
        return suite;
    }

    private static XElement Case(string className, ReportCase one) => Case(className, one.Name, one.Seconds, one.Status switch
    {
        ReportStatus.Passed => null,
        ReportStatus.Failed => Fault("failure", one.Kind, one.Message),
        ReportStatus.Skipped => new XElement("skipped", new XAttribute("message", one.Message)),
        _ => Fault("error", one.Kind, one.Message),
    });

    private static XElement Case(string className, GateItem item)
    {
        XElement? fault = item.HasPassed ? null : Fault("failure", item.Kind, $"{item.Reason}: {item.Message}{CountOf(item.Rule)}");
        return Case(className, item.Name, 0, fault);
    }

    private static XElement Case(string className, string name, double seconds, XElement? fault) =>
        new(
            "testcase",
            new XAttribute("classname", className),
            new XAttribute("name", name),
            new XAttribute("time", Seconds(seconds)),
            fault);

    private static XElement Fault(string element, string type, string message) =>
        new(element, new XAttribute("type", type), new XAttribute("message", message), message);

    private static string CountOf(RuleResult? rule) => rule is null ? ""
        : FormattableString.Invariant($" ({(rule.Range.Length > 0 ? $"{rule.Range}, " : "")}n {rule.Count})");

    private static XAttribute[] Totals(XElement[] suites) =>
    [
        .. CountNames.Select(name => new XAttribute(name, suites.Sum(suite => (int)suite.Attribute(name)!))),
        new XAttribute("time", Seconds(suites.Sum(suite => (double)suite.Attribute("time")!))),
    ];

    private static int CountOf(XElement[] cases, string element) => cases.Count(one => one.Element(element) is not null);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
