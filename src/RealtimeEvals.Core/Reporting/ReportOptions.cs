using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>What report is written, and where.</summary>
public sealed record ReportOptions
{
    /// <summary>The format of the report.</summary>
    /// <remarks>
    /// JUnit is XML that build servers show as tests. Sarif is SARIF 2.1.0 for code scanning. GitHubAnnotation is workflow commands for the
    /// log of GitHub Actions. StepSummary is a short page in Markdown for GITHUB_STEP_SUMMARY, with the first 50 cases that did not pass.
    /// Markdown is a page with every case. Html is one file for a browser with plots, every case and its conversation.
    /// </remarks>
    public required ReportFormat Format { get; init; }

    /// <summary>The file to write, as UTF-8 without a byte order mark.</summary>
    /// <remarks>It is written whole or not at all, and replaces what is there. Folders are made as needed.</remarks>
    public string Path { get; init; } = "";

    /// <summary>Puts the sound itself into an HTML report, as PCM or G.711 in WAV, so that it can be sent alone.</summary>
    /// <remarks>
    /// How much that is comes first. Without it the report links to the files in the folder of the run, and is smaller than 2 MB.
    /// </remarks>
    public bool EmbedAudio { get; init; }

    /// <summary>Leaves a file that is there as it is, with the error ReportExists.</summary>
    public bool NoClobber { get; init; }

    /// <summary>
    /// Returns the folder to which paths in the report are relative: that of the file for a page, whose links have to work, and the root of
    /// the repository for build servers.
    /// </summary>
    /// <param name="currentFolder">The absolute path of the current folder.</param>
    public string BasePath(string currentFolder) => Format != ReportFormat.Html ? RepositoryRoot.Of(currentFolder)
        : Path.Length > 0 ? System.IO.Path.GetDirectoryName(Path)! : currentFolder;

    /// <summary>Ends with an error where the file is there and must stay.</summary>
    /// <exception cref="EvalException"><c>ReportExists</c>.</exception>
    public void RefuseToReplace()
    {
        if (NoClobber && File.Exists(Path)) throw EvalErrors.ReportExists(Path);
    }
}
