using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Reads a baseline file line by line. Any change of it by hand is an error, since nobody could tell what was approved.</summary>
internal sealed class BaselineFile
{
    private const string Again = "the line as it was written; export the baseline again";

    private readonly string _path;
    private readonly Func<string, bool> _wants;
    private readonly DataProblems _problems = new();
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);
    private RunSide? _side;
    private int _row;
    private int _trials;

    private BaselineFile(string path, Func<string, bool> wants)
    {
        _path = path;
        _wants = wants;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="wants">Whether a figure is needed.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: every problem at once.</exception>
    public static RunSide Read(string path, Func<string, bool> wants)
    {
        var file = new BaselineFile(path, wants);
        try
        {
            using FileStream stream = PlainFile.Open(path);
            if (stream.Length > InputLimits.BaselineBytes) throw new FileTooLargeException(InputLimits.BaselineBytes);
            file.ReadLines(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            file.Report(null, "no such file", "a baseline file, or the folder of a run");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file.Report(null, $"it cannot be read ({exception.Message})", "a baseline file that may be read");
        }

        if (file._side is null && file._problems.Count == 0) file.Report(null, "nothing about a run", "a line with its totals");
        return file._problems.Count > 0 ? throw EvalErrors.InvalidInput(file._problems) : file._side!;
    }

    private void ReadLines(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), true, 81_920, leaveOpen: true);
        string? sha256 = null;
        while (reader.ReadLine() is string line)
        {
            _row++;
            if (Parse(line) is not JsonElement json)
            {
                if (_row == 1) return;
            }
            else if (_row == 1)
            {
                sha256 = ReadVersion(json);
                if (sha256 is null) return;
            }
            else if (_row == 2) ReadRun(json);
            else if (json.TryGetProperty(BaselineFormat.Setting, out _)) ReadSetting(json);
            else ReadTrial(json);

            if (_row == 1) continue;
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        Finish(sha256, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private void Finish(string? sha256, string found)
    {
        _row = 1;
        if (sha256 is null) Report(null, "an empty file", "a baseline file");
        else if (sha256 != found) Report(BaselineFormat.Sha256, "lines that do not fit this hash", Again);
        if (_side is not null && _side.Count != _trials)
        {
            _row = 2;
            Report(
                BaselineFormat.Trials,
                _trials.ToString(CultureInfo.InvariantCulture),
                FormattableString.Invariant($"{_side.Count}, which is the number of lines with a trial"));
        }
    }

    private JsonElement? Parse(string line)
    {
        try
        {
            JsonElement json = StrictJson.Parse(line);
            if (json.ValueKind == JsonValueKind.Object) return json;
            Report(null, "no object", "a JSON object on each line");
        }
        catch (JsonException exception)
        {
            Report(null, $"it is not JSON ({JsonText.Describe(exception, line)})", "a JSON object on each line");
        }

        return null;
    }

    private string? ReadVersion(JsonElement json)
    {
        if (!json.TryGetProperty(BaselineFormat.VersionKey, out JsonElement version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out int number)
            || number != BaselineFormat.Version)
        {
            Report(BaselineFormat.VersionKey, "missing, or of another version", "1, in the first line of a baseline file");
            return null;
        }

        return Text(json, BaselineFormat.Sha256);
    }

    private void ReadRun(JsonElement json)
    {
        _trials = Whole(json, BaselineFormat.Trials) ?? 0;
        _side = new RunSide
        {
            RunId = Text(json, BaselineFormat.RunId) ?? "",
            Path = _path,
            Harness = Text(json, BaselineFormat.Harness) ?? "",
            Provider = Text(json, BaselineFormat.Provider) ?? "",
            StartedAt = json.TryGetProperty(BaselineFormat.StartedAt, out JsonElement start)
                && start.ValueKind == JsonValueKind.String && start.TryGetDateTimeOffset(out var time)
                ? time
                : null,
            Settings = _settings,
        };
    }

    private void ReadSetting(JsonElement json)
    {
        if (Text(json, BaselineFormat.Setting) is not string name || Text(json, BaselineFormat.Value) is not string value) return;
        if (!_settings.TryAdd(name, value)) Report(BaselineFormat.Setting, $"'{name}' a second time", Again);
    }

    private void ReadTrial(JsonElement json)
    {
        string? id = Text(json, BaselineFormat.CaseId);
        int? trial = Whole(json, BaselineFormat.Trial);
        string? outcome = Text(json, BaselineFormat.Outcome);
        string? tool = Text(json, BaselineFormat.Tool);
        string? condition = Text(json, BaselineFormat.Condition);
        string? content = Text(json, BaselineFormat.Content);
        if (outcome is not (null or "pass" or "fail")) Report(BaselineFormat.Outcome, $"'{outcome}'", "pass or fail");
        if (id is null || trial is not int number || outcome is not ("pass" or "fail") || _side is null) return;
        var row = new TrialRow(
            id, number, outcome == "pass" ? Outcome.Pass : Outcome.Fail, TagsOf(json), Shared(tool ?? ""), Shared(condition ?? ""),
                content ?? "");
        if (_side.Find(row.PairName) >= 0)
        {
            Report(BaselineFormat.CaseId, $"'{row.PairName}' a second time", Again);
            return;
        }

        int place = _side.Add(row);
        if (!json.TryGetProperty(BaselineFormat.Figures, out JsonElement figures) || figures.ValueKind != JsonValueKind.Object)
        {
            Report(BaselineFormat.Figures, "missing, or no object", Again);
            return;
        }

        foreach (JsonProperty figure in figures.EnumerateObject().Where(figure => _wants(figure.Name))) ReadFigure(place, figure);
    }

    private void ReadFigure(int place, JsonProperty figure)
    {
        string name = Shared(figure.Name);
        switch (figure.Value.ValueKind)
        {
            case JsonValueKind.Null:
                _side!.AddGap(place, name);
                break;
            case JsonValueKind.Number:
                _side!.Add(place, name, figure.Value.GetDouble());
                break;
            case JsonValueKind.Array when figure.Value.GetArrayLength() == 0:
                _side!.AddBlank(place, name);
                break;
            case JsonValueKind.Array when figure.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number):
                foreach (JsonElement item in figure.Value.EnumerateArray()) _side!.Add(place, name, item.GetDouble());
                break;
            default:
                Report(name, "neither a number nor several nor null", Again);
                break;
        }
    }

    private string[] TagsOf(JsonElement json)
    {
        if (json.TryGetProperty(BaselineFormat.Tags, out JsonElement tags)
            && tags.ValueKind == JsonValueKind.Array
            && tags.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String))
        {
            return [.. tags.EnumerateArray().Select(tag => Shared(tag.GetString()!))];
        }

        Report(BaselineFormat.Tags, "missing, or no list of texts", Again);
        return [];
    }

    private string? Text(JsonElement json, string name)
    {
        if (json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String) return value.GetString()!;
        Report(name, "missing, or no text", Again);
        return null;
    }

    private int? Whole(JsonElement json, string name)
    {
        if (json.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int number)
            && number > 0)
        {
            return number;
        }

        Report(name, "missing, or no whole number above zero", Again);
        return null;
    }

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out string? known)) return known;
        return _texts[text] = text;
    }

    private void Report(string? column, string found, string expected) =>
        _problems.Add(new DataProblem(_path, _row > 0 ? _row : null, column, found, expected));
}
