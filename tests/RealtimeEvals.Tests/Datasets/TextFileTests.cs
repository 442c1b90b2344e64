using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id,text")], "zero byte at offset 3" },
        {
            "UTF-16 big-endian",
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("id")],
            "zero byte at offset 2"
        },
        { "UTF-16 without zero bytes", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("東京")], "not UTF-8" },
        { "Latin-1", Encoding.Latin1.GetBytes("Beaupré Street"), "a byte at offset 6 that is not UTF-8" },
        { "binary", [0x50, 0x4B, 0x03, 0x04, 0x00], "zero byte at offset 4" },
        { "half a character", [0x41, 0xC3], "a byte at offset 1 that is not UTF-8" },
        { "surrogate in UTF-8", [0xED, 0xA0, 0x80], "not UTF-8" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_UTF8_with_or_without_byte_order_mark_gives_the_text(bool mark)
    {
        string path = _folder.PathOf("a.txt");
        File.WriteAllText(path, "id\r\nBeaupré, 東京 😀\n", new UTF8Encoding(mark));

        Assert.Equal("id\r\nBeaupré, 東京 😀\n", TextFile.Read(path, _problems));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_empty_file_is_empty_text() => Assert.Equal("", TextFile.Read(_folder.Write("a.txt", ""), _problems));

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Read_other_encoding_is_a_problem_with_its_place(string name, byte[] content, string found)
    {
        string path = _folder.PathOf("a.txt");
        File.WriteAllBytes(path, content);

        Assert.Null(TextFile.Read(path, _problems));

        DataProblem problem = Assert.Single(_problems);
        Assert.True(problem.Found.Contains(found, StringComparison.Ordinal), $"{name}: {problem}");
        Assert.Equal(path, problem.File);
    }

    [Theory]
    [InlineData("", "a folder")]
    [InlineData("missing.csv", "no such file")]
    [InlineData("missing/file.csv", "no such file")]
    [InlineData("bad\0name", "cannot be read")]
    public void Read_no_file_is_a_problem(string name, string found)
    {
        Assert.Null(TextFile.Read(Path.Combine(_folder.Path, name), _problems));

        Assert.Contains(found, Assert.Single(_problems).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_blank_path_is_a_problem()
    {
        Assert.Null(TextFile.Read("", _problems));

        Assert.Single(_problems);
    }

    public void Dispose() => _folder.Dispose();
}
