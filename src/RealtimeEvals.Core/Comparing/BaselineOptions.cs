using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Comparing;

/// <summary>Which run becomes a baseline file, and where.</summary>
public sealed record BaselineOptions
{
    /// <summary>The folder of the run: the one with run.json in it.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>The file to write, as lines of JSON: the settings, and each case with its outcome and figures, sorted.</summary>
    /// <remarks>It is written whole or not at all, and replaces what is there. Folders are made as needed.</remarks>
    public string OutputPath { get; init; } = "";

    /// <summary>The figures that are kept beside the outcomes, such as latency_first_audio_ms.</summary>
    /// <remarks>Later runs can be compared by these alone. The more there are, the larger the file.</remarks>
    /// <value>time to first audio and to the end, tool calls, grades and cost</value>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>Leaves a file that is there as it is, with the error BaselineExists.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Throws when a setting is missing or wrong, or the file is there and must stay.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: every problem; or <c>BaselineExists</c>.</exception>
    public void Require()
    {
        string[] problems =
        [
            .. OutputPath.Length == 0 ? ["No file is named for the baseline."] : Array.Empty<string>(),
            .. FigurePick.FindProblems(Figures),
        ];
        if (problems.Length > 0) throw EvalErrors.InvalidSetting(problems);
        if ((NoClobber && File.Exists(OutputPath)) || RunStores.IsEvidence(OutputPath)) throw EvalErrors.BaselineExists(OutputPath);
    }
}
