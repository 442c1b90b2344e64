using System.Text.Json.Nodes;

namespace RealtimeEvals.Harness;

/// <summary>Which cases of the data are run. Several values of one kind add up; the kinds narrow each other down.</summary>
public sealed record CaseSelection
{
    /// <summary>The setting in which a run records the cases that were chosen.</summary>
    internal const string Chosen = "selected";

    private const int Shown = 5;

    /// <summary>Cases by their ids, without regard to case; a simulation stands for all of its trials.</summary>
    public IReadOnlyList<string> CaseIds { get; init; } = [];

    /// <summary>Cases that bear one of these tags, without regard to case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Cases that did not pass in one of these runs, by the folders of the runs.</summary>
    public IReadOnlyList<string> FailedIn { get; init; } = [];

    /// <summary>Whether all cases are meant.</summary>
    public bool IsAll => CaseIds.Count + Tags.Count + FailedIn.Count == 0;

    /// <summary>What is selected by, in words; empty for all.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            Told("cases", CaseIds),
            Told("tags", Tags),
            Told("not passed in", [.. FailedIn.Select(path => Path.GetFileName(path))]),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));

        static string Told(string kind, IReadOnlyList<string> values) => values.Count switch
        {
            0 => "",
            > Shown => FormattableString.Invariant($"{kind} {string.Join(", ", values.Take(Shown))} and {values.Count - Shown} more"),
            _ => $"{kind} {string.Join(", ", values)}",
        };
    }

    /// <summary>One sentence for each value that says nothing.</summary>
    internal IEnumerable<string> FindFaults()
    {
        if (CaseIds.Any(string.IsNullOrWhiteSpace)) yield return "A case id of the selection is blank.";
        if (Tags.Any(string.IsNullOrWhiteSpace)) yield return "A tag of the selection is blank.";
    }

    /// <summary>Records the selection among the settings of a run, so that the run is resumed with the same one.</summary>
    internal void AddTo(JsonObject settings, IEnumerable<string> chosen)
    {
        if (IsAll) return;
        Add("case_ids", CaseIds);
        Add("tags", Tags);
        Add("failed_in", FailedIn.Select(path => Path.GetFileName(path)));
        settings[Chosen] = ArrayOf(chosen);

        void Add(string name, IEnumerable<string> values)
        {
            if (values.Any())
            {
                settings[name] = ArrayOf(values.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase));
            }
        }
    }

    private static JsonArray ArrayOf(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
