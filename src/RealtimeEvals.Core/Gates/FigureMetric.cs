using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that sum up a figure of cases or turns: a column of <c>results.csv</c> and what is made of it, such as
/// <c>latency_first_audio_ms_p95</c>, <c>grade_mean</c>, <c>cost_usd_total</c>, <c>goal_reached_rate</c>.
/// </summary>
internal static class FigureMetric
{
    private const string Grade = "_grade";
    private const string NotApplicable = "not_applicable";

    private static readonly Dictionary<string, Func<double[], double>> Known = new(StringComparer.Ordinal)
    {
        ["mean"] = static sorted => sorted.Average(),
        ["avg"] = static sorted => sorted.Average(),
        ["rate"] = static sorted => sorted.Average(),
        ["min"] = static sorted => sorted[0],
        ["max"] = static sorted => sorted[^1],
        ["total"] = static sorted => sorted.Sum(),
        ["n"] = static sorted => sorted.Length,
    };

    /// <summary>The figures that each turn of a conversation has.</summary>
    private static readonly HashSet<string> OfTurns = new(StringComparer.Ordinal)
    {
        "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms", "end_of_speech_to_first_audio_ms", "tool_result_to_first_audio_ms", "speech_ms", "duration_ms",
        "input_tokens", "cached_tokens", "output_tokens", "output_audio_tokens", "output_text_tokens", "caller_output_tokens", "tool_call_correctness", "tool_call_arg_correctness",
    };

    /// <summary>What must be blank where a figure is: there is nothing to time where the agent said nothing. A figure that is not named here must always be there.</summary>
    private static readonly Dictionary<string, string> Witnesses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["latency_first_audio_ms"] = "output_audio_path",
        ["end_of_speech_to_first_audio_ms"] = "output_audio_path",
        ["latency_first_text_ms"] = "assistant_text",
        ["tool_result_to_first_audio_ms"] = "tool_outputs",
    };

    /// <summary>What can be made of a figure.</summary>
    public static IEnumerable<string> Statistics => [.. Known.Keys, "pNN"];

    /// <summary>The value over the cases, of which there is at least one.</summary>
    public static MetricValue Take(string name, IReadOnlyCollection<EvidenceCase> cases)
    {
        int cut = name.LastIndexOf('_');
        if (cut <= 0 || StatisticOf(name[(cut + 1)..]) is not Func<double[], double> statistic) return Unknown(name);
        string column = name[..cut];
        (EvidenceCase Case, EvidenceRow Row)[] rows = [.. cases.SelectMany(one => RowsOf(one, column).Select(row => (one, row)))];
        if (!rows.Any(entry => entry.Row.Has(column))) return Unknown(name);
        if (cases.FirstOrDefault(one => !one.HasVerdict) is EvidenceCase open) return MetricValue.Unknown(GateReason.FiguresMissing, $"{open.Id} ended in {open.Outcome}, so a figure of it is missing.");
        if (rows.FirstOrDefault(entry => entry.Row.Number(column) is null && !MayBeBlank(column, entry.Row)) is { Case: EvidenceCase blank }) return MetricValue.Unknown(GateReason.FiguresMissing, $"{blank.Id} has no {column}.");
        if (rows.FirstOrDefault(entry => entry.Row.Number(column) is double value && !double.IsFinite(value)) is { Case: EvidenceCase odd } wrong) return MetricValue.Unknown(GateReason.NotFinite, $"{column} of {odd.Id} is '{wrong.Row.Text(column)}'.");
        double[] sorted = [.. rows.Select(entry => entry.Row.Number(column)).OfType<double>().Order()];
        return sorted.Length == 0 ? MetricValue.Unknown(GateReason.MetricMissing, $"no case has a {column}.") : new MetricValue(statistic(sorted), sorted.Length);
    }

    private static MetricValue Unknown(string name) => MetricValue.Unknown(
        GateReason.UnknownMetric, $"'{name}' is not a metric of this run: write one of {string.Join(", ", CountMetric.Names)}, or a column of results.csv with one of _{string.Join(", _", Statistics)}.");

    /// <summary>Where a figure stands: with each turn, with whatever a grader looked at, or with the case as a whole.</summary>
    private static IEnumerable<EvidenceRow> RowsOf(EvidenceCase one, string column)
    {
        if (OfTurns.Contains(column)) return one.Turns;
        return column.EndsWith(Grade, StringComparison.Ordinal) ? one.Turns.Append(one.Whole).Distinct().Where(row => row.Text(column).Length > 0 || row.Text($"{column}_status").Length > 0) : [one.Whole];
    }

    /// <summary>Whether nothing is missing where a figure is blank.</summary>
    private static bool MayBeBlank(string column, EvidenceRow row) => Witnesses.TryGetValue(column, out string? witness)
        ? row.Has(witness) && row.Text(witness) is ("" or "[]")
        : row.Text($"{column}_status") == NotApplicable;

    private static Func<double[], double>? StatisticOf(string name)
    {
        if (Known.TryGetValue(name, out Func<double[], double>? known)) return known;
        return name.StartsWith('p') && double.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and < 100
            ? sorted => Statistic.Percentile(sorted, percent / 100)
            : null;
    }
}
