using RealtimeEvals.Model;

namespace RealtimeEvals.Linting;

/// <summary>A data set that was checked.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Kind">What it is; <see cref="DataSetKind.Auto"/> where its content does not say.</param>
/// <param name="Findings">Everything that is wrong; empty where nothing is.</param>
/// <param name="Warnings">What works, but perhaps not as it is meant.</param>
public sealed record LintedFile(string Path, DataSetKind Kind, IReadOnlyList<DataFinding> Findings, IReadOnlyList<string> Warnings);
