using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Refusals;

/// <summary>One row of a refusal smoke set.</summary>
/// <param name="Id">Its id: <c>row_001</c> for the first row that is not blank.</param>
/// <param name="Number">Its place among the rows that are not blank, from 1.</param>
/// <param name="Line">The line as it stands.</param>
/// <param name="Prompt">The request.</param>
/// <param name="Expected">What should be done with it.</param>
public sealed record RefusalCase(string Id, int Number, string Line, string Prompt, RefusalLabel Expected)
{
    /// <summary>The number of that line in the file, from 1.</summary>
    public int Row { get; init; }
}
