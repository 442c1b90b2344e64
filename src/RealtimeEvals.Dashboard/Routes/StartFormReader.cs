using System.Globalization;
using Microsoft.Extensions.Primitives;
using RealtimeEvals.Dashboard.Runs;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>Reads the form that starts an interview.</summary>
/// <param name="fields">The fields: of a form, or of the address of a plan.</param>
internal sealed class StartFormReader(IEnumerable<KeyValuePair<string, StringValues>> fields)
{
    private readonly Dictionary<string, string> _fields = fields.ToDictionary(
        field => field.Key, field => field.Value.ToString().Trim(), StringComparer.Ordinal);

    private readonly List<string> _problems = [];

    /// <summary>One sentence for each field that cannot be read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Returns what is asked for. Fields that are not there keep their defaults.</summary>
    public StartRequest Read()
    {
        var usual = new StartRequest();
        return new StartRequest
        {
            Interviewer = Text("interviewer"),
            Participant = Text("participant"),
            InterviewerModel = Text("interviewer_model", usual.InterviewerModel),
            InterviewerVoice = Text("interviewer_voice"),
            ParticipantModel = Text("participant_model", usual.ParticipantModel),
            ParticipantAudio = Text("participant_audio") == "true",
            MaximumTurns = Whole("maximum_turns", "answers") ?? usual.MaximumTurns,
            TimeLimitMinutes = (double)(Number("time_limit_minutes", "minutes") ?? (decimal)usual.TimeLimitMinutes),
            CostLimitUsd = Number("cost_limit_usd", "US dollars"),
            Trials = Whole("trials", "times it is held"),
            RunName = Text("run_name"),
            PromptValues = Text("prompt_values").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
    }

    /// <summary>The fields as they were written.</summary>
    public IReadOnlyDictionary<string, string> Written => _fields;

    private string Text(string name, string usual = "") => _fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : usual;

    private int? Whole(string name, string what) =>
        Parse<int>(name, what, "a whole number", text => int.TryParse(text, CultureInfo.InvariantCulture, out int number) ? number : null);

    private decimal? Number(string name, string what) => Parse<decimal>(
        name,
        what,
        "a number",
        text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null);

    private T? Parse<T>(string name, string what, string expected, Func<string, T?> parse)
        where T : struct
    {
        string text = Text(name);
        if (text.Length == 0) return null;
        T? value = parse(text);
        if (value is null) _problems.Add($"The number of {what} is '{text}'; it must be {expected}.");
        return value;
    }
}
