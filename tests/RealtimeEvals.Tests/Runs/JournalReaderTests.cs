using System.Text;
using RealtimeEvals.Files;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class JournalReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(81_920)]
    [InlineData(1_000_000)]
    public void Lines_of_any_length_are_read_whole_however_the_bytes_come(int piece)
    {
        int[] lengths = [2, 81_800, 81_819, 81_820, 81_821, 3, 400_000, 17, 163_840];
        string[] entries = [.. lengths.Select(length => $$"""{"text":"{{new string('x', length)}}"}""")];
        string whole = Chained.Lines("run", entries);
        byte[] content = Encoding.UTF8.GetBytes(whole + "{\"torn\":");
        using var stream = new PiecewiseStream(content, piece);
        using var reader = new JournalReader(stream, "run");
        var lines = new StringBuilder();

        while (reader.TryRead(out ReadOnlySpan<byte> line)) lines.Append(Encoding.UTF8.GetString(line)).Append('\n');

        Assert.Equal(whole, lines.ToString());
        Assert.Equal((lengths.Length, 0, (long)whole.Length), (reader.Row, reader.ChangedRow, reader.Length));
        Assert.Equal(FileHash.Of(content), reader.Sha256());
    }

    [Fact]
    public void Changed_line_is_told_by_its_row_and_the_lines_after_it_are_still_read()
    {
        string[] lines = Chained.Lines("run", ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"]).Split('\n');
        lines[1] = lines[1].Replace("\"a\":2", "\"a\":9", StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        using var reader = new JournalReader(stream, "run");

        while (reader.TryRead(out _))
        {
        }

        Assert.Equal((3, 2), (reader.Row, reader.ChangedRow));
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class PiecewiseStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
