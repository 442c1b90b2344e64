namespace RealtimeEvals.Reporting;

/// <summary>Who a report is written for.</summary>
public enum ReportFormat
{
    /// <summary>JUnit XML, which nearly every build server shows as tests.</summary>
    JUnit = 0,

    /// <summary>SARIF 2.1.0, which code scanning takes.</summary>
    Sarif,

    /// <summary>Workflow commands of GitHub Actions, written to the log of a step.</summary>
    GitHubAnnotation,

    /// <summary>A short page for the summary of a step of GitHub Actions.</summary>
    StepSummary,

    /// <summary>A page with every case, for people.</summary>
    Markdown,
}
