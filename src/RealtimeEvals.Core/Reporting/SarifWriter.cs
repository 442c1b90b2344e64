using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Reporting;

/// <summary>SARIF 2.1.0: every rule of a gate and every way not to pass is a rule, and whatever did not pass is a result.</summary>
internal static class SarifWriter
{
    private const string Error = "error";

    /// <summary>The document.</summary>
    public static string Write(ReportContent content)
    {
        SarifResult[] results = [.. content.Runs.SelectMany(Results), .. content.Gates.SelectMany(Results)];
        string[] rules = [.. content.Gates.SelectMany(gate => gate.Items).Where(item => item.Rule is not null).Select(item => item.Name).Concat(results.Select(result => result.RuleId)).Distinct(StringComparer.Ordinal)];
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "RealtimeEvals", ["version"] = typeof(SarifWriter).Assembly.GetName().Version?.ToString(3) ?? "", ["rules"] = new JsonArray([.. rules.Select(Rule)]) } },
            ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = IsLegible(content), ["startTimeUtc"] = content.WrittenAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) }),
            ["results"] = new JsonArray([.. results.Select(result => Result(result, Array.IndexOf(rules, result.RuleId), content.Paths))]),
        };
        var document = new JsonObject { ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
        return $"{document.ToJsonString(RunJson.Indented)}\n";
    }

    private static IEnumerable<SarifResult> Results(ReportRun run) => run.Cases.Where(one => one.Status != ReportStatus.Passed).Select(one => new SarifResult(
        IdOf(one), one.Status == ReportStatus.Skipped ? "note" : Error, $"{run.Name}, {one.Name}: {one.Message}",
        one.DataPath.Length > 0 ? one.DataPath : ReportPath.ManifestOf(run.Evidence.RunPath), new JsonObject { ["run_id"] = run.Name, ["case"] = one.Name, ["reason"] = one.Kind }));

    private static IEnumerable<SarifResult> Results(ReportGate gate) => gate.Items.Where(item => !item.HasPassed).Select(item =>
    {
        var properties = new JsonObject { ["run_id"] = gate.Name, ["verdict"] = item.Verdict.ToString(), ["reason"] = item.Reason.ToString() };
        if (item.Rule is RuleResult rule)
        {
            properties["value"] = rule.Value is double value && double.IsFinite(value) ? value : null;
            properties["operator"] = rule.Operator;
            properties["bound"] = double.IsFinite(rule.Bound) ? rule.Bound : null;
            properties["n"] = rule.Count;
        }

        return new SarifResult(item.Rule is null ? $"evidence/{WordOf(item.Reason)}" : item.Name, Error, $"{gate.Name}, {item.Name}: {item.Message}", ReportPath.ManifestOf(gate.Report.RunPath), properties);
    });

    private static string IdOf(ReportCase one) => one switch
    {
        { IsFinding: true } => $"evidence/{one.Kind}",
        { Status: ReportStatus.Errored, Kind: not (ReportCase.Inconclusive or ReportCase.Missing) } => "case/error",
        _ => $"case/{one.Kind}",
    };

    private static JsonObject Rule(string id) => new()
    {
        ["id"] = id,
        ["shortDescription"] = new JsonObject { ["text"] = id },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Error },
    };

    private static JsonObject Result(SarifResult result, int ruleIndex, ReportPath paths)
    {
        var json = new JsonObject
        {
            ["ruleId"] = result.RuleId,
            ["ruleIndex"] = ruleIndex,
            ["level"] = result.Level,
            // The format reads [words](address) in a text as a link.
            ["message"] = new JsonObject { ["text"] = result.Message.Replace("](", "] (", StringComparison.Ordinal) },
        };
        if (result.Path.Length > 0)
        {
            json["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = paths.AddressOf(result.Path) }, ["region"] = new JsonObject { ["startLine"] = 1 } },
            });
        }

        json["properties"] = result.Properties;
        return json;
    }

    /// <summary>Whether all evidence was there and could be read.</summary>
    private static bool IsLegible(ReportContent content) => !content.Runs.SelectMany(run => run.Evidence.Findings).Select(finding => finding.Reason)
        .Concat(content.Gates.SelectMany(gate => gate.Items).Select(item => item.Reason)).Any(reason => reason is GateReason.EvidenceUnreadable or GateReason.NoEvidence);

    private static string WordOf(GateReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private sealed record SarifResult(string RuleId, string Level, string Message, string Path, JsonObject Properties);
}
