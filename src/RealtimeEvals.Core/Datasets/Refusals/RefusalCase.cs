using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Refusals;

/// <summary>One row of a refusal smoke set.</summary>
/// <param name="Id">The id: <c>row_001</c> for the first row that is not blank.</param>
/// <param name="Number">The number of the row among those that are not blank, from 1.</param>
/// <param name="Line">The text of the line.</param>
/// <param name="Prompt">The request to the model.</param>
/// <param name="Expected">The expected label.</param>
public sealed record RefusalCase(string Id, int Number, string Line, string Prompt, RefusalLabel Expected)
{
    /// <summary>The line number in the file, from 1.</summary>
    public int Row { get; init; }
}
