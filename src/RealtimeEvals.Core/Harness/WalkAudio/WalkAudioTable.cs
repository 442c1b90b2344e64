using System.Text;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>
/// The table of a set: the columns of crawl, then the audio's path relative to the table, its condition, and the hash of its samples, which
/// the results show too. The table is read again and contains only the user's own words, so its cells are not protected against formulas.
/// </summary>
internal static class WalkAudioTable
{
    private static readonly string[] Header =
        ["example_id", "user_text", "gt_tool_call", "gt_tool_call_arg", "audio_path", "condition", "audio_sha256"];

    private const string Separator = "; ";

    public static void Write(string tablePath, IReadOnlyCollection<WalkAudioFile> files, ITableFormat format)
    {
        string folder = Path.GetDirectoryName(tablePath)!;
        bool hasTags = files.Any(file => file.Case.Tags.Count > 0);
        IEnumerable<string[]> rows = files.Select(file => (string[])
        [
            file.Id,
            file.Case.UserText,
            file.Case.ExpectedTool,
            file.Case.ExpectedArgumentsText,
            Path.GetRelativePath(folder, file.Path).Replace('\\', '/'),
            file.Condition.Name,
            FileHash.Of(WavReader.Read(PlainFile.Read(file.Path, InputLimits.AudioBytes)).Data.Span),
            .. hasTags ? [string.Join(Separator, file.Case.Tags)] : Array.Empty<string>(),
        ]);
        string[] header = [.. Header, .. hasTags ? [TurnDataset.TagsColumn] : Array.Empty<string>()];
        AtomicFile.Write(tablePath, Encoding.UTF8.GetBytes(format.Format([header, .. rows])));
    }
}
