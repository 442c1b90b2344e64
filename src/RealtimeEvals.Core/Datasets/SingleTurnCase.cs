using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>One row of a data file of single turns.</summary>
/// <param name="Number">The number of the row among those that are not blank, from 1.</param>
/// <param name="Id">The id, safe as a file name and unique regardless of case.</param>
/// <param name="UserText">What the caller says.</param>
/// <param name="ExpectedTool">The tool that must be called; empty when none must be.</param>
/// <param name="ExpectedArgumentsText">The expected arguments as written in the file; empty when there are none.</param>
/// <param name="ExpectedArguments">The expected arguments as a JSON object.</param>
internal sealed record SingleTurnCase(
    int Number,
    string Id,
    string UserText,
    string ExpectedTool,
    string ExpectedArgumentsText,
    JsonElement ExpectedArguments)
{
    /// <summary>The row in the file as a spreadsheet counts it, with the header as row 1.</summary>
    public int Row { get; init; }

    /// <summary>The line of the file on which the row starts, from 1; it differs from the row number when cells have line breaks.</summary>
    public int Line { get; init; }

    /// <summary>The absolute path of the caller's audio; empty when the case names none.</summary>
    public string AudioPath { get; init; } = "";

    /// <summary>The SHA-256 of the samples of that audio in hex; empty when the row has none.</summary>
    public string AudioSha256 { get; init; } = "";

    /// <summary>Tags for selecting cases and filtering results.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The audio condition; empty when the row has none.</summary>
    public string Condition { get; init; } = "";
}
