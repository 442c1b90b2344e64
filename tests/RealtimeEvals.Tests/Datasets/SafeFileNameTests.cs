using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class SafeFileNameTests
{
    private static readonly Gen<string> Names =
        from parts in Gen.Elements(
            "a", "Z", "0", ".", "..", "-", "_", "/", "\\", ":", " ", "\t", "\n", "\0", "*",
            "?", "\"", "<", "|", "CON", "nul", "com1", "é", "\u202e", "~", "x.y").ListOf()
        select string.Concat(parts);

    [Theory]
    [InlineData("a")]
    [InlineData("001")]
    [InlineData("crawl_001")]
    [InlineData("a.b-c_D")]
    [InlineData("-a")]
    [InlineData("a..b")]
    [InlineData("CONSOLE")]
    [InlineData("COM")]
    [InlineData("COM10")]
    [InlineData("a.con")]
    public void IsSafe_plain_name_is_safe(string id) => Assert.True(SafeFileName.IsSafe(id));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a.")]
    [InlineData("a\n")]
    [InlineData("../a")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("CON")]
    [InlineData("con")]
    [InlineData("Con.tar.gz")]
    [InlineData("NUL.x")]
    [InlineData("COM1")]
    [InlineData("LPT0.txt")]
    [InlineData("COM¹")]
    [InlineData("é")]
    [InlineData("١")]
    public void IsSafe_dangerous_name_is_not(string id) => Assert.False(SafeFileName.IsSafe(id));

    [Theory]
    [InlineData(SafeFileName.MaximumLength, true)]
    [InlineData(SafeFileName.MaximumLength + 1, false)]
    [InlineData(100_000, false)]
    public void IsSafe_length_has_a_limit(int length, bool expected) =>
        Assert.Equal(expected, SafeFileName.IsSafe(new string('a', length)));

    [Fact]
    public void IsSafe_name_becomes_a_file_of_that_name_in_its_folder()
    {
        using var folder = new TemporaryFolder();
        int safe = 0;
        Fuzz.ForAll(
            Names,
            name =>
            {
                if (!SafeFileName.IsSafe(name)) return;
                safe++;
                Assert.DoesNotContain(
                    name,
                    character => character is '/' or '\\' or ':' || char.IsControl(character) || char.IsWhiteSpace(character));
                File.WriteAllText(folder.PathOf($"{name}.jsonl"), "x");
                Directory.CreateDirectory(folder.PathOf(name));
                Assert.Equal(
                    [name, $"{name}.jsonl"],
                    new DirectoryInfo(folder.Path).GetFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal),
                    StringComparer.Ordinal);
                Directory.Delete(folder.PathOf(name));
                File.Delete(folder.PathOf($"{name}.jsonl"));
            },
            2_000);

        Assert.InRange(safe, 20, 2_000);
    }
}
