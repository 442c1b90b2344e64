using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Reporting;

/// <summary>Writes SARIF 2.1.0: each gate rule and kind of failure is a rule, and everything that did not pass is a result.</summary>
internal static class SarifWriter
{
    private const string Error = "error";
    private const int PrintLength = 16;

    public static string Write(ReportContent content)
    {
        SarifResult[] results = [.. content.Runs.SelectMany(Results), .. content.Gates.SelectMany(Results)];
        string[] rules =
        [
            .. content.Gates.SelectMany(gate => gate.Items)
                .Where(item => item.Rule is not null)
                .Select(item => item.Name)
                .Concat(results.Select(result => result.RuleId))
                .Distinct(StringComparer.Ordinal),
        ];
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "RealtimeEvals",
                    ["version"] = typeof(SarifWriter).Assembly.GetName().Version?.ToString(3) ?? "",
                    ["rules"] = new JsonArray([.. rules.Select(Rule)]),
                },
            },
            ["invocations"] = new JsonArray(new JsonObject
            {
                ["executionSuccessful"] = IsLegible(content),
                ["startTimeUtc"] = content.WrittenAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            }),
            ["results"] = new JsonArray([.. Identified(results, content.Paths)
                .Select(one => Result(one.Sarif, Array.IndexOf(rules, one.Sarif.RuleId), one.Fingerprint, content.Paths))]),
        };
        var document = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
        return $"{document.ToJsonString(RunJson.Indented)}\n";
    }

    private static IEnumerable<SarifResult> Results(ReportRun run) =>
        run.Cases.Where(one => one.Status != ReportStatus.Passed).Select(one => new SarifResult(
            IdOf(one),
            one.Status == ReportStatus.Skipped ? "note" : Error,
            $"{run.Name}, {one.Name}: {one.Message}",
            one.Name,
            one.DataPath.Length > 0 ? one.DataPath : ReportPath.ManifestOf(run.Evidence.RunPath),
            one.DataLine,
            new JsonObject { ["run_id"] = run.Name, ["case"] = one.Name, ["reason"] = one.Kind }));

    private static IEnumerable<SarifResult> Results(ReportGate gate) => gate.Items.Where(item => !item.HasPassed).Select(item =>
    {
        var properties = new JsonObject
        {
            ["run_id"] = gate.Name,
            ["verdict"] = item.Verdict.ToString(),
            ["reason"] = item.Reason.ToString(),
        };
        if (item.Rule is RuleResult rule)
        {
            properties["value"] = rule.Value is double value && double.IsFinite(value) ? value : null;
            properties["low"] = rule.Low is double low && double.IsFinite(low) ? low : null;
            properties["high"] = rule.High is double high && double.IsFinite(high) ? high : null;
            if (rule.Corrected is double corrected && double.IsFinite(corrected)) properties["corrected"] = corrected;
            properties["operator"] = rule.Operator;
            properties["bound"] = double.IsFinite(rule.Bound) ? rule.Bound : null;
            properties["n"] = rule.Count;
        }

        return new SarifResult(item.Rule is null ? $"evidence/{WordOf(item.Reason)}" : item.Name, Error,
            $"{gate.Name}, {item.Name}: {item.Message}", item.Name, ReportPath.ManifestOf(gate.Report.RunPath), 1, properties);
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

    /// <summary>
    /// Returns the results with fingerprints that are stable across runs: rule, file and case, independent of the run id. The same case in
    /// a second run of one report is a different result.
    /// </summary>
    private static IEnumerable<(SarifResult Sarif, string Fingerprint)> Identified(IEnumerable<SarifResult> results, ReportPath paths)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (SarifResult result in results)
        {
            string file = Path.GetFileName(result.Path) == RunManifest.FileName ? "" : paths.Of(result.Path);
            string print = FileHash.OfText(string.Join('\n', result.RuleId, file, result.Subject))[..PrintLength];
            seen[print] = seen.GetValueOrDefault(print) + 1;
            yield return (result, FormattableString.Invariant($"{print}:{seen[print]}"));
        }
    }

    private static JsonObject Result(SarifResult result, int ruleIndex, string fingerprint, ReportPath paths)
    {
        var json = new JsonObject
        {
            ["ruleId"] = result.RuleId,
            ["ruleIndex"] = ruleIndex,
            ["level"] = result.Level,
            // SARIF renders [words](address) in a text as a link.
            ["message"] = new JsonObject { ["text"] = result.Message.Replace("](", "] (", StringComparison.Ordinal) },
        };
        if (result.Path.Length > 0)
        {
            json["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] =
                    new JsonObject { ["artifactLocation"] = Place(paths.AddressOf(result.Path)),
                    ["region"] = new JsonObject { ["startLine"] = result.Line } },
            });
        }

        // Code scanning identifies alerts by this fingerprint only.
        json["partialFingerprints"] = new JsonObject { ["primaryLocationLineHash"] = fingerprint };
        json["properties"] = result.Properties;
        return json;
    }

    /// <summary>Returns the artifact location; a relative address is relative to the root of the sources.</summary>
    private static JsonObject Place(string address) => address.StartsWith("file:", StringComparison.Ordinal)
        ? new JsonObject { ["uri"] = address }
        : new JsonObject { ["uri"] = address, ["uriBaseId"] = "%SRCROOT%" };

    /// <summary>Whether all evidence existed and could be read.</summary>
    private static bool IsLegible(ReportContent content) =>
        !content.Runs.SelectMany(run => run.Evidence.Findings)
            .Select(finding => finding.Reason)
            .Concat(content.Gates.SelectMany(gate => gate.Items).Select(item => item.Reason))
            .Any(reason => reason is GateReason.EvidenceUnreadable or GateReason.NoEvidence);

    private static string WordOf(GateReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private sealed record SarifResult(
        string RuleId, string Level, string Message, string Subject, string Path, int Line, JsonObject Properties);
}
