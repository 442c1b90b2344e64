using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes gates and the evidence that they look at.</summary>
public static class Gated
{
    /// <summary>A gate for a rehearsal on the sandbox, with a part of the data. Its rules may be about what no run has.</summary>
    public static GateOptions Rehearsal(params string[] rules) =>
        new() { Rules = Rules(rules), AllowSandbox = true, AllowPartialData = true };

    /// <summary>Rules as they are written, whatever they are about.</summary>
    public static IReadOnlyList<GateRule> Rules(IEnumerable<string> rules) => [.. rules.Select(rule => new RuleReader(rule).Read())];

    /// <summary>What a gate says about one run.</summary>
    public static GateReport Evaluate(this GateOptions gate, RunEvidence run, TimeProvider? time = null) =>
        new GateEngine(gate, AdapterServices.Distributions, time ?? TimeProvider.System).Evaluate(run);

    /// <summary>What a gate says about each run of these rows.</summary>
    public static IReadOnlyList<GateReport> Evaluate(this GateOptions gate, IEnumerable<JsonNode> rows) =>
        [.. EvidenceReader.Read(rows.Select(row => EvidenceRow.Of(JsonSerializer.SerializeToElement(row))))
            .Select(run => gate.Evaluate(run))];

    /// <summary>Results as they are piped from one command to the next.</summary>
    public static IReadOnlyList<JsonNode> Rows(IEnumerable<object> results) =>
        [.. results.Select(result => JsonSerializer.SerializeToNode(result, result.GetType(), RunJson.Line)!)];

    /// <summary>Results as they are piped on another machine, where nothing can be compared with the folder of the run.</summary>
    public static IReadOnlyList<JsonNode> Moved(IEnumerable<object> results)
    {
        IReadOnlyList<JsonNode> rows = Rows(results);
        foreach (JsonNode row in rows) row["run_path"] = "";
        return rows;
    }

    /// <summary>The lines of a journal.</summary>
    public static IReadOnlyList<JsonNode> JournalRows(string runPath) =>
        [.. new RunFiles(runPath).JournalLines.Select(line => JsonNode.Parse(line)!)];

    /// <summary>The rows of <c>results.csv</c>, each an object of texts.</summary>
    public static IReadOnlyList<JsonNode> TableRows(string runPath)
    {
        Table table = new RunFiles(runPath).Table;
        return [.. table.Rows.Select(row =>
            new JsonObject(table.Header.Zip(row.Cells, (name, cell) => KeyValuePair.Create(name, (JsonNode?)cell))))];
    }

    /// <summary>The worst of some verdicts, as a release is as good as its worst run.</summary>
    public static GateVerdict Worst(this IEnumerable<GateReport> reports)
    {
        GateVerdict[] verdicts = [.. reports.Select(report => report.Verdict)];
        if (verdicts.Length == 0 || verdicts.Contains(GateVerdict.NotEvaluated)) return GateVerdict.NotEvaluated;
        return verdicts.All(verdict => verdict == GateVerdict.Passed) ? GateVerdict.Passed : GateVerdict.Failed;
    }
}
