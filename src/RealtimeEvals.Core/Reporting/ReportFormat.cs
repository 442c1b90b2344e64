namespace RealtimeEvals.Reporting;

/// <summary>The format of a report.</summary>
public enum ReportFormat
{
    /// <summary>JUnit XML, which most build servers show as tests.</summary>
    JUnit = 0,

    /// <summary>SARIF 2.1.0 for code scanning.</summary>
    Sarif,

    /// <summary>Workflow commands of GitHub Actions, for the log of a step.</summary>
    GitHubAnnotation,

    /// <summary>A short page for a step summary of GitHub Actions.</summary>
    StepSummary,

    /// <summary>A page with every case, for reading.</summary>
    Markdown,

    /// <summary>One HTML file with plots, every case and its conversation, for a browser.</summary>
    Html,
}
