using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// Reads the JSON of one column of the benchmark platform of vCDR. Problems name the file, the column, the run and the place in the JSON.
/// </summary>
/// <param name="path">The database.</param>
/// <param name="runId">The run.</param>
/// <param name="name">The column.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class SeedColumn(string path, string runId, string name, ICollection<DataProblem> problems)
{
    /// <summary>Returns the items of a list, which are objects, with their places; none after adding a problem.</summary>
    public IReadOnlyList<(string Place, JsonElement Item)> Objects(string json) =>
        Parse(json) is JsonElement root ? Objects("$", root) : [];

    /// <summary>Returns the items of a list, which are objects, with their places; none after adding a problem.</summary>
    public IReadOnlyList<(string Place, JsonElement Item)> Objects(string place, JsonElement list)
    {
        var found = new List<(string Place, JsonElement Item)>();
        if (list.ValueKind != JsonValueKind.Array)
        {
            Report(place, list, "a list");
            return found;
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            string at = FormattableString.Invariant($"{place}[{found.Count}]");
            if (item.ValueKind != JsonValueKind.Object) Report(at, item, "an object");
            found.Add((at, item));
        }

        return found.TrueForAll(one => one.Item.ValueKind == JsonValueKind.Object) ? found : [];
    }

    /// <summary>Returns the JSON of the column; null after adding a problem.</summary>
    public JsonElement? Parse(string json)
    {
        try
        {
            return StrictJson.Parse(json);
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, Column(""), $"it is not JSON ({JsonText.Describe(exception, json)})", "JSON"));
            return null;
        }
    }

    /// <summary>Returns a text; empty after adding a problem.</summary>
    public string Text(string place, JsonElement owner, string key)
    {
        JsonElement found = JsonText.Child(owner, key);
        if (found.ValueKind == JsonValueKind.String) return found.GetString()!;
        Report($"{place}.{key}", found, "a text");
        return "";
    }

    /// <summary>Returns a time; null when there is none, and after adding a problem.</summary>
    public DateTimeOffset? Time(string place, JsonElement owner, string key)
    {
        JsonElement found = JsonText.Child(owner, key);
        if (found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (found.ValueKind == JsonValueKind.String && TimeOf(found.GetString()!) is DateTimeOffset time) return time;
        Report($"{place}.{key}", found, "a time as ISO 8601");
        return null;
    }

    /// <summary>Returns the time that a text says; null when it says none. Without an offset it is UTC.</summary>
    public static DateTimeOffset? TimeOf(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>Adds a problem.</summary>
    /// <param name="place">The place in the JSON; empty for the column itself.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there.</param>
    public void Report(string place, JsonElement found, string expected)
    {
        string what = found.ValueKind == JsonValueKind.Undefined ? "missing" : TableFile.Shorten(found.GetRawText());
        Report(place, what, expected);
    }

    /// <summary>Adds a problem.</summary>
    /// <param name="place">The place in the JSON; empty for the column itself.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there.</param>
    public void Report(string place, string found, string expected) =>
        problems.Add(new DataProblem(path, null, Column(place), found, expected));

    private string Column(string place) => $"{name} of the run '{runId}'{(place.Length == 0 ? "" : $", {place}")}";
}
