using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Reads logs of OpenAI Evals: those of the open source program, a line for each event between specification and final report, and output
/// items of hosted runs, a line each.
/// </summary>
internal static class EvalLog
{
    /// <summary>Reads the results; null after adding problems.</summary>
    public static ForeignRun? Read(ForeignSource source, ICollection<DataProblem> problems)
    {
        string path = source.ResultsFile;
        if (TextFile.Read(path, problems, out _, InputLimits.TableBytes) is not string text) return null;
        var lines = new List<EvalLine>();
        foreach ((int number, string line) in JsonLines.Split(text))
        {
            if (Parse(line) is JsonElement json) lines.Add(new EvalLine(number, json));
            else problems.Add(new DataProblem(path, number, null, "no JSON object, or half of one", "a line as it was written"));
        }

        if (problems.Count > 0) return null;
        if (lines.Count > 0 && lines[0].Has("spec")) return EvalEvents.Read(source, lines, problems);
        if (lines.Count > 0 && lines[0].Has("datasource_item")) return EvalItems.Read(source, lines, problems);
        problems.Add(new DataProblem(
            path,
            lines.Count > 0 ? lines[0].Number : null,
            null,
            "neither the specification of a run nor an output item",
            "a log of OpenAI Evals, or output items of a run"));
        return null;
    }

    /// <summary>Returns the text of a prompt or an answer: a text, a list of texts, or messages, of which the last counts.</summary>
    /// <param name="content">The prompt or the answer.</param>
    public static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => content.GetArrayLength() == 0 ? "" : TextOf(content[content.GetArrayLength() - 1]),
        JsonValueKind.Object => TextOf(JsonText.Child(content, content.TryGetProperty("content", out _) ? "content" : "text")),
        _ => "",
    };

    private static JsonElement? Parse(string line)
    {
        try
        {
            JsonElement json = StrictJson.ParseForeign(line);
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A line of a log.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Json">Its object.</param>
internal sealed record EvalLine(int Number, JsonElement Json)
{
    /// <summary>Whether the object has a key.</summary>
    public bool Has(string name) => Json.TryGetProperty(name, out _);

    /// <summary>Returns the value of a key; undefined when there is none.</summary>
    public JsonElement Child(string name) => JsonText.Child(Json, name);
}
