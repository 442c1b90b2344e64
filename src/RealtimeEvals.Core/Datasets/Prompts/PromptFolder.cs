using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Prompts;

/// <summary>A folder with a text file for each prompt of an interview.</summary>
public sealed class PromptFolder
{
    /// <summary>The words that end an interview on the benchmark platform of vCDR, and in the shipped prompts.</summary>
    public const string DefaultEndCue = "that completes the interview";

    private const string Extension = ".txt";

    private static readonly string[] InterviewerWords = ["interviewer", "- partner -", "- subject -"];
    private static readonly string[] ParticipantWords = ["participant", "candidate", "simulated_user", "screenplay", "user"];

    private readonly string _path;
    private readonly string _endCue;
    private readonly IReadOnlyList<string> _files;

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The absolute path of the folder.</param>
    /// <param name="endCue">The words by which interviewers end the interview.</param>
    /// <exception cref="EvalException"><c>PathNotFound</c>: the folder does not exist or cannot be read.</exception>
    public PromptFolder(string path, string endCue = DefaultEndCue)
    {
        _path = path;
        _endCue = endCue;
        try
        {
            _files =
            [
                .. Directory.EnumerateFiles(path)
                    .Where(file => System.IO.Path.GetExtension(file).Equals(Extension, StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.PathNotFound(path);
        }
    }

    /// <summary>The folder of the shipped prompts.</summary>
    public static string Shipped { get; } = ProductData.PathOf("prompts");

    /// <summary>The absolute path of the folder.</summary>
    internal string Path => _path;

    /// <summary>The names of all prompts, in order.</summary>
    public IEnumerable<string> Names => _files.Select(NameOf);

    /// <summary>Reads a prompt.</summary>
    /// <param name="name">The name, with or without <c>.txt</c>, without regard to case where only one file fits.</param>
    /// <exception cref="EvalException">
    /// <c>PromptNotFound</c>: no prompt has that name; a path is never one. <c>InvalidInput</c>: the file cannot be read, is not in the
    /// folder but linked into it, or has no text.
    /// </exception>
    public EvalPrompt Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string file = FileOf(name) ?? throw EvalErrors.PromptNotFound(name, _path, [.. Names]);
        return IsElsewhere(file)
            ? throw EvalErrors.InvalidInput([new DataProblem(file, null, null, "a link to a file elsewhere", "a file in the folder")])
            : ReadFile(file, _endCue);
    }

    /// <summary>Reads the prompt in a file.</summary>
    /// <param name="file">The absolute path of the file.</param>
    /// <param name="endCue">The words by which interviewers end the interview.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the file cannot be read, or has no text.</exception>
    public static EvalPrompt ReadFile(string file, string endCue = DefaultEndCue)
    {
        var problems = new DataProblems();
        string? text = TextFile.Read(file, problems, out string sha256);
        if (text is not null && string.IsNullOrWhiteSpace(text)) problems.Add(new DataProblem(file, null, null, "no text", "a prompt"));
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        return Describe(NameOf(file), text!, endCue) with { Path = file, FileSha256 = sha256 };
    }

    /// <summary>Returns a prompt that is in no file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="endCue">The words by which interviewers end the interview.</param>
    internal static EvalPrompt Describe(string name, string text, string endCue)
    {
        string normalized = PromptText.Normalize(text);
        return new EvalPrompt
        {
            Name = name,
            Role = RoleOf(name),
            Id = PromptText.IdOf(normalized),
            SeedIdLf = PromptText.SeedIdOf(name, text, "\n"),
            SeedIdCrlf = PromptText.SeedIdOf(name, text, "\r\n"),
            EndCue = PromptText.CueIn(normalized, endCue),
            Placeholders = new(PromptText.PlaceholdersIn(normalized)),
            WordCount = normalized.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
            Text = normalized,
        };
    }

    private string? FileOf(string name)
    {
        string asked = name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? name[..^Extension.Length] : name;
        if (_files.FirstOrDefault(file => NameOf(file) == asked) is string exact) return exact;
        string[] alike = [.. _files.Where(file => NameOf(file).Equals(asked, StringComparison.OrdinalIgnoreCase))];
        return alike.Length == 1 ? alike[0] : null;
    }

    private bool IsElsewhere(string file) =>
        System.IO.Path.GetDirectoryName(ListedFile.Real(file)) is string real && real != ListedFile.Real(_path);

    private static string NameOf(string file) => System.IO.Path.GetFileNameWithoutExtension(file);

    private static PromptRole RoleOf(string name) =>
        InterviewerWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || StartsLikeModule(name)
            ? PromptRole.Interviewer
            : ParticipantWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
                ? PromptRole.Participant
                : PromptRole.Unknown;

    /// <summary>Whether a name is that of an interview module of vCDR without its number, such as "Subject - Orientation".</summary>
    private static bool StartsLikeModule(string name) =>
        name.StartsWith("partner - ", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("subject - ", StringComparison.OrdinalIgnoreCase);
}
