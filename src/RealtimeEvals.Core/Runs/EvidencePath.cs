namespace RealtimeEvals.Runs;

/// <summary>
/// Where the evidence of a case is in the folder of its run. That of a second attempt is in <c>attempts/2</c>, so that nothing of the first
/// is lost, and no name of a case can meet another's.
/// </summary>
internal static class EvidencePath
{
    /// <summary>Returns the relative path of a file or a folder, without ending.</summary>
    /// <param name="folder">The kind of evidence: events, audio or conversations.</param>
    /// <param name="name">The name of the case, safe as a file name.</param>
    /// <param name="attempt">The attempt at the case, from 1.</param>
    public static string Of(string folder, string name, int attempt) => attempt <= 1
        ? $"{folder}/{name}"
        : FormattableString.Invariant($"attempts/{attempt}/{folder}/{name}");
}
