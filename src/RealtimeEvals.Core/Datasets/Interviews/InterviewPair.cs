namespace RealtimeEvals.Datasets.Interviews;

/// <summary>Two prompts that are to meet in an interview. What is blank or 0 counts as the settings of the run say.</summary>
/// <param name="Id">The id, from which file names and row ids are made.</param>
/// <param name="Interviewer">The name of the interviewer's prompt.</param>
/// <param name="Participant">The name of the participant's prompt.</param>
internal sealed record InterviewPair(string Id, string Interviewer, string Participant)
{
    /// <summary>The name of the interviewer's column, and of that side in messages.</summary>
    public const string InterviewerName = "interviewer";

    /// <summary>The name of the participant's column, and of that side in messages.</summary>
    public const string ParticipantName = "participant";

    public string EndCue { get; init; } = "";

    public string FirstLine { get; init; } = "";

    public int MaximumTurns { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public int Trials { get; init; } = 1;

    /// <summary>
    /// Returns the id of a pair that brings none: both names without the words for the sides, shortened where they are too long for a file
    /// name.
    /// </summary>
    public static string IdOf(string interviewer, string participant)
    {
        string id = $"{Plain(interviewer, InterviewerName)}.{Plain(participant, ParticipantName)}";
        return id.Length <= SafeFileName.MaximumLength ? id : id[..SafeFileName.MaximumLength];
    }

    private static string Plain(string name, string side)
    {
        string end = $"-{side}";
        string plain = name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? name[..^end.Length] : name;
        return string.Concat(plain.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
    }
}
