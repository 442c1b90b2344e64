using RealtimeEvals.Files;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Write_makes_the_folders_and_the_file()
    {
        string path = _folder.PathOf("a", "b", "c.txt");

        AtomicFile.Write(path, "new"u8);

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Write_replaces_the_whole_file_and_leaves_nothing_beside_it()
    {
        string path = _folder.Write("a.txt", "a much longer text that was there before");

        AtomicFile.Write(path, "new"u8);
        AtomicFile.Write(path, ""u8);
        AtomicFile.Write(path, "newest"u8);

        Assert.Equal("newest", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path), StringComparer.Ordinal);
    }

    [Fact]
    public void Write_reader_of_the_old_file_still_reads_it_whole()
    {
        string path = _folder.Write("a.txt", "old");
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        AtomicFile.Write(path, "new"u8);

        Assert.Equal("old", reader.ReadToEnd());
    }

    [Fact]
    public void Write_that_cannot_replace_leaves_what_was_there_and_nothing_beside_it()
    {
        string path = _folder.PathOf("a.txt");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "inside"), "old");

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, "new"u8));

        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder.Path), StringComparer.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(path, "inside")));
    }

    [Fact]
    public void Write_whose_temporary_file_cannot_be_made_leaves_the_old_file()
    {
        string path = _folder.Write(new string('a', 250), "old");

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, "new"u8));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_from_many_threads_leaves_one_whole_file()
    {
        string path = _folder.PathOf("a.bin");

        Parallel.For(0, 40, i => AtomicFile.Write(path, Enumerable.Repeat((byte)i, 5_000).ToArray()));

        byte[] content = File.ReadAllBytes(path);
        Assert.Equal(5_000, content.Length);
        Assert.Single(content.Distinct());
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
