using System.Text.Json.Nodes;

namespace RealtimeEvals.Harness;

/// <summary>
/// Selects the cases of the data to run. Several values of one kind select more cases; different kinds restrict each other.
/// </summary>
public sealed record CaseSelection
{
    /// <summary>The name of the setting in which a run records the selected cases.</summary>
    internal const string Chosen = "selected";

    private const int Shown = 5;

    /// <summary>Runs only the cases of these ids, without regard to upper and lower case.</summary>
    /// <remarks>
    /// A simulation stands for all of its trials, and a row of a smoke set is told by its number, such as row_003. An id that is not in the
    /// data is the error UnknownCase, which names the nearest one, and nothing is sent. Together with tags or earlier runs only cases are
    /// run that meet both.
    /// </remarks>
    public IReadOnlyList<string> CaseIds { get; init; } = [];

    /// <summary>Runs only cases that bear at least one of these tags.</summary>
    /// <remarks>
    /// Tags are words in the column tags of the data, separated by semicolons, and those of a simulation. A tag that no case bears is the
    /// error UnknownCase.
    /// </remarks>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Runs only cases that did not pass in one of these runs, by their folders or their names in the folder of all runs.
    /// </summary>
    /// <remarks>
    /// These are cases that failed, errored, were inconclusive or have no result. When all of them passed, that is the error
    /// NoCaseSelected.
    /// </remarks>
    public IReadOnlyList<string> FailedIn { get; init; } = [];

    /// <summary>Whether all cases are selected.</summary>
    public bool IsAll => CaseIds.Count + Tags.Count + FailedIn.Count == 0;

    /// <summary>Returns the selection in words; empty when all cases are selected.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            Describe("cases", CaseIds),
            Describe("tags", Tags),
            Describe("not passed in", [.. FailedIn.Select(path => Path.GetFileName(path))]),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));

        static string Describe(string kind, IReadOnlyList<string> values) => values.Count switch
        {
            0 => "",
            > Shown => FormattableString.Invariant($"{kind} {string.Join(", ", values.Take(Shown))} and {values.Count - Shown} more"),
            _ => $"{kind} {string.Join(", ", values)}",
        };
    }

    /// <summary>Returns one sentence for each empty value.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (CaseIds.Any(string.IsNullOrWhiteSpace)) yield return "A case id of the selection is blank.";
        if (Tags.Any(string.IsNullOrWhiteSpace)) yield return "A tag of the selection is blank.";
    }

    /// <summary>Adds the selection to the settings of a run, so that the run can only be resumed with the same selection.</summary>
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
