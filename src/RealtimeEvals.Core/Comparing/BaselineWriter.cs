using System.Buffers;
using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Writes a run as the lines of a baseline file.</summary>
internal static class BaselineWriter
{
    /// <summary>Returns the content of the file, and the hash of its lines.</summary>
    public static (byte[] Content, string Sha256) Write(RunSide side)
    {
        var body = new ArrayBufferWriter<byte>();
        AddLine(body, json =>
        {
            json.WriteString(BaselineFormat.RunId, side.RunId);
            json.WriteString(BaselineFormat.Harness, side.Harness);
            json.WriteString(BaselineFormat.Provider, side.Provider);
            if (side.StartedAt is DateTimeOffset start) json.WriteString(BaselineFormat.StartedAt, start.ToUniversalTime());
            json.WriteNumber(BaselineFormat.Trials, side.Count);
        });
        foreach ((string name, string value) in side.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            AddLine(body, json =>
            {
                json.WriteString(BaselineFormat.Setting, name);
                json.WriteString(BaselineFormat.Value, value);
            });
        }

        string[] figures = [.. side.Figures.Order(StringComparer.Ordinal)];
        foreach (int row in side.Places) AddLine(body, json => AddTrial(json, side, row, figures));
        string sha256 = FileHash.Of(body.WrittenSpan);
        var whole = new ArrayBufferWriter<byte>(body.WrittenCount + 128);
        AddLine(whole, json =>
        {
            json.WriteNumber(BaselineFormat.VersionKey, BaselineFormat.Version);
            json.WriteString(BaselineFormat.Sha256, sha256);
        });
        whole.Write(body.WrittenSpan);
        return (whole.WrittenSpan.ToArray(), sha256);
    }

    private static void AddTrial(Utf8JsonWriter json, RunSide side, int row, string[] figures)
    {
        TrialRow trial = side[row];
        json.WriteString(BaselineFormat.CaseId, trial.CaseId);
        json.WriteNumber(BaselineFormat.Trial, trial.Trial);
        json.WriteString(BaselineFormat.Outcome, trial.Outcome == Outcome.Pass ? "pass" : "fail");
        json.WriteStartArray(BaselineFormat.Tags);
        foreach (string tag in trial.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString(BaselineFormat.Tool, trial.Tool);
        json.WriteString(BaselineFormat.Condition, trial.Condition);
        json.WriteString(BaselineFormat.Content, trial.Content);
        json.WriteStartObject(BaselineFormat.Figures);
        foreach (string figure in figures) AddFigure(json, side, row, figure);
        json.WriteEndObject();
    }

    private static void AddFigure(Utf8JsonWriter json, RunSide side, int row, string figure)
    {
        ReadOnlySpan<double> values = side.ValuesOf(row, figure);
        if (side.HasGap(row, figure)) json.WriteNull(figure);
        else if (values.Length == 1) json.WriteNumber(figure, values[0]);
        else if (values.Length > 1 || side.IsBlank(row, figure))
        {
            json.WriteStartArray(figure);
            foreach (double value in values) json.WriteNumberValue(value);
            json.WriteEndArray();
        }
    }

    private static void AddLine(ArrayBufferWriter<byte> target, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(target))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        target.Write("\n"u8);
    }
}
