using System.Xml.Linq;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using Xunit;
using static RealtimeEvals.Tests.Reporting.ReportFixture;

namespace RealtimeEvals.Tests.Reporting;

public sealed class JUnitTests
{
    [Fact]
    public void Every_outcome_has_its_element_and_counts_reconcile()
    {
        XElement suite = Suites([Run(
            7,
            Case("a", "pass"),
            Case("b", "fail", "too late"),
            Case("c", "error", "it hung", "response_timeout"),
            Case("d", "inconclusive"),
            Case("e", "skipped"))]).Single();

        Assert.Equal(
            ("night", 7, 1, 4, 1),
            (Text(suite, "name"), Number(suite, "tests"), Number(suite, "failures"), Number(suite, "errors"), Number(suite, "skipped")));
        Assert.Equal("7.500", Text(suite, "time"));
        Assert.Equal("2026-11-20T09:30:15", Text(suite, "timestamp"));
        Assert.Equal(
            ["provider=api.example.com", "planned=7", "run_path=results/night"],
            suite.Descendants("property").Select(property => $"{Text(property, "name")}={Text(property, "value")}"));
        Assert.All(suite.Elements("testcase"), test => Assert.Equal("realtime-evals.night", Text(test, "classname")));
        Assert.Equal(
            [
                "failed: too late",
                "response_timeout: response_timeout: it hung",
                "inconclusive: no verdict could be reached",
                "missing: a case was planned and has no result",
                "missing: a case was planned and has no result",
            ],
            Faults(suite));
    }

    [Fact]
    public void Root_sums_its_suites_up()
    {
        XElement root = Root([Run(2, Case("a", "pass")), Run(1, Case("b", "fail"))], Gate(GateVerdict.Passed, GateVerdict.Failed));

        foreach (string name in new[] { "tests", "failures", "errors", "skipped" })
        {
            Assert.Equal(root.Elements().Sum(suite => Number(suite, name)), Number(root, name));
        }

        foreach (XElement suite in root.Elements())
        {
            Assert.Equal(suite.Elements("testcase").Count(), Number(suite, "tests"));
            Assert.Equal(suite.Descendants("failure").Count(), Number(suite, "failures"));
            Assert.Equal(suite.Descendants("error").Count(), Number(suite, "errors"));
        }
    }

    [Fact]
    public void Missing_cases_have_a_test_each()
    {
        XElement suite = Suites([Run(4, Case("a", "pass"), Case("b", "pass"))]).Single();
        Assert.Equal(
            ["a", "b", "missing case 1 of 2", "missing case 2 of 2"],
            suite.Elements("testcase").Select(test => Text(test, "name")));
    }

    [Fact]
    public void Missing_cases_of_a_plan_out_of_its_mind_stay_a_small_file()
    {
        string text = Write(ReportFormat.JUnit, [Run(int.MaxValue, Case("a", "pass"))]);
        Assert.InRange(text.Length, 1, 1 << 20);
        Assert.Contains("2147482646 more cases", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Failing_trials_are_flaky_where_other_trials_passed_and_errors_stay_errors()
    {
        XElement suite = Suites([Run(
            7,
            Trial("x", 1, "pass"),
            Trial("x", 2, "fail"),
            Trial("x", 3, "error"),
            Trial("y", 1, "fail"),
            Trial("y", 2, "fail"),
            Trial("z", 1, "pass"),
            Trial("z", 2, "error"))]).Single();
        Assert.Equal(
            ["x_2 flaky", "x_3 error", "y_1 failed", "y_2 failed", "z_2 error"],
            suite.Elements("testcase")
                .Where(test => test.HasElements)
                .Select(test => $"{Text(test, "name")} {Text(test.Elements().Single(), "type")}"));
    }

    [Fact]
    public void What_is_wrong_with_the_evidence_is_an_error()
    {
        RunEvidence run = Run(1, Case("a", "pass")) with
        {
            Findings = [new GateFinding(GateReason.EvidenceChanged, "results.csv is not as the run left it.")],
        };
        Assert.Equal(["evidence_changed: results.csv is not as the run left it."], Faults(Suites([run]).Single()));
    }

    [Fact]
    public void More_results_than_planned_are_an_error() =>
        Assert.StartsWith(
            "counts_differ:",
            Faults(Suites([Run(1, Case("a", "pass"), Case("b", "pass"))]).Single()).Single(),
            StringComparison.Ordinal);

    [Fact]
    public void Run_without_a_case_is_an_error() =>
        Assert.StartsWith("empty_run:", Faults(Suites([new RunEvidence()]).Single()).Single(), StringComparison.Ordinal);

    [Fact]
    public void Report_about_nothing_is_an_error() =>
        Assert.StartsWith("no_evidence:", Faults(Suites([]).Single()).Single(), StringComparison.Ordinal);

    [Fact]
    public void Gate_is_a_suite_with_a_test_for_each_rule()
    {
        XElement suite = Root([], Gate(GateVerdict.Passed, GateVerdict.Failed, GateVerdict.NotEvaluated)).Elements().Single();

        Assert.Equal(("gates", 3, 2, 0), (Text(suite, "name"), Number(suite, "tests"), Number(suite, "failures"), Number(suite, "errors")));
        Assert.All(suite.Elements("testcase"), test => Assert.Equal("realtime-evals.gates.night", Text(test, "classname")));
        Assert.Equal(
            ["gate_failed: BoundMissed: the value is 0.5. (n 4)", "gate_not_evaluated: MetricMissing: no case has a grade. (n 0)"],
            Faults(suite));
    }

    [Fact]
    public void Finding_of_a_gate_is_a_failing_test()
    {
        GateReport report = Gate(GateVerdict.Passed) with
        {
            Verdict = GateVerdict.NotEvaluated,
            Findings = new([new GateFinding(GateReason.Stale, "the oldest case is old.")]),
        };
        Assert.Equal(["gate_not_evaluated: Stale: the oldest case is old."], Faults(Root([], report).Elements().Single()));
    }

    [Theory]
    [InlineData(GateVerdict.NotEvaluated)]
    [InlineData(GateVerdict.Failed)]
    [InlineData(GateVerdict.Passed)]
    public void Report_of_a_gate_that_lost_its_rules_is_not_green(GateVerdict verdict) =>
        Assert.NotEmpty(Faults(Root([], new GateReport { RunId = "night", Verdict = verdict }).Elements().Single()));

    [Fact]
    public void Gate_that_did_not_pass_is_not_green_for_its_rules() =>
        Assert.NotEmpty(Faults(Root([], Gate(GateVerdict.Passed) with { Verdict = GateVerdict.NotEvaluated }).Elements().Single()));

    [Theory]
    [InlineData("\u0000\u0001\u001b[31m")]
    [InlineData("\ud800 half a pair \udc00")]
    [InlineData("\ufffe\uffff")]
    [InlineData("</failure>]]><testcase name='x'/>&amp;\"'")]
    [InlineData("line\r\n::error::injected\u2028\u0085::warning::too")]
    public void No_text_breaks_the_document(string text)
    {
        XElement suite = Suites([Run(1, Case($"id{text}", "fail", text))], Gate(GateVerdict.Passed)).First();
        Assert.Equal(1, Number(suite, "tests"));
        Assert.DoesNotContain(
            Write(ReportFormat.JUnit, [Run(1, Case($"id{text}", "fail", text))]).Split('\n'),
            line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public void Document_is_UTF_8_with_line_feeds()
    {
        string text = Write(ReportFormat.JUnit, [Run(1, Case("a", "fail", "Grüße 😀"))]);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites", text, StringComparison.Ordinal);
        Assert.EndsWith("</testsuites>\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Contains("Grüße 😀", text, StringComparison.Ordinal);
    }

    private static XElement Root(IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        XDocument.Parse(Write(ReportFormat.JUnit, runs, gates)).Root!;

    private static IEnumerable<XElement> Suites(IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        Root(runs, gates).Elements("testsuite");

    private static IEnumerable<string> Faults(XElement suite) =>
        suite.Elements("testcase")
            .Elements()
            .Where(element => element.Name != "skipped")
            .Select(element => $"{Text(element, "type")}: {Text(element, "message")}");

    private static string Text(XElement element, string name) => element.Attribute(name)!.Value;

    private static int Number(XElement element, string name) => (int)element.Attribute(name)!;
}
