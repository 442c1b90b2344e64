namespace RealtimeEvals.Model;

/// <content>Errors of labels and of the agreement of judges with them.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for labels that do not fit the run.</summary>
    /// <param name="problems">All problems that were found; at least one.</param>
    public static EvalException InvalidLabels(IEnumerable<DataProblem> problems)
    {
        EvalException input = InvalidInput(problems);
        return new EvalException(
            nameof(InvalidLabels), ErrorKind.Data, input.Message
                .Replace("The input has", "The labels have", StringComparison.Ordinal)
                .Replace("nothing was sent", "nothing was measured", StringComparison.Ordinal),
            "Correct the places named above and measure again.", input.Target)
        {
            Problems = input.Problems,
        };
    }

    /// <summary>Returns the error for a run that cannot be compared with labels.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="reason">What is wrong with its evidence.</param>
    public static EvalException RunNotComparable(string path, string reason) => new(
        nameof(RunNotComparable), ErrorKind.Data, $"The grades of the run in '{path}' cannot be compared with labels: {reason}",
        "Restore the folder of the run, or run again.", path);
}
