namespace RealtimeEvals.Model;

/// <content>The errors of comparisons and baselines.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a stored run that is not as it was left.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="changes">What is not as it was, as sentences.</param>
    public static EvalException RunChanged(string path, string changes) => new(
        nameof(RunChanged), ErrorKind.Data, $"The run '{path}' is not as it was left: {changes}",
        "Restore its folder, or run again.", path);

    /// <summary>Returns the error for two runs whose results do not belong together.</summary>
    /// <param name="reference">The run that is the yardstick.</param>
    /// <param name="candidate">The other run.</param>
    /// <param name="reasons">Why not, as sentences.</param>
    public static EvalException RunsNotComparable(string reference, string candidate, IReadOnlyList<string> reasons) => new(
        nameof(RunsNotComparable), ErrorKind.Data,
        $"'{candidate}' cannot be compared with '{reference}': {string.Join(" ", reasons)}",
        "Compare runs of the same cases that were measured alike; judge one of them anew where the judges differ.", candidate);

    /// <summary>Returns the error for a run that is not whole enough for a baseline.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="reason">Why not, as a sentence.</param>
    public static EvalException NoBaseline(string path, string reason) => new(
        nameof(NoBaseline), ErrorKind.Data, $"The run '{path}' cannot be a baseline: {reason}",
        "Take a run that is completed and in which every case passed or failed.", path);

    /// <summary>Returns the error for a baseline file that is there and must stay.</summary>
    /// <param name="path">The file.</param>
    public static EvalException BaselineExists(string path) => new(
        nameof(BaselineExists), ErrorKind.Usage, $"The file '{path}' is there already.",
        "Choose another name, or let it be replaced.", path);

    /// <summary>Returns the error for a baseline file that could not be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inner">Why not.</param>
    public static EvalException BaselineNotWritten(string path, Exception inner) => new(
        nameof(BaselineNotWritten), ErrorKind.Storage, $"The baseline '{path}' could not be written: {inner?.Message}",
        "Choose a file that you may write to, or free some space.", path, inner);
}
