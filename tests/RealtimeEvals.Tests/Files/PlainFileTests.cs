using System.Net.Sockets;
using RealtimeEvals.Files;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Files;

public sealed class PlainFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Theory(Timeout = 300_000, SkipUnless = nameof(IsLinux), Skip = "Other platforms have no such files.")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/random")]
    [InlineData("pipe")]
    [InlineData("link to pipe")]
    [InlineData("socket")]
    public async Task What_is_no_file_is_neither_read_nor_opened_nor_replaced(string kind)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string path = MakeSpecial(kind, socket);

        await Task.Run(() =>
        {
            Assert.Contains("no file", Assert.Throws<IOException>(() => PlainFile.Read(path, 100)).Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => PlainFile.Open(path).Dispose());
            Assert.Throws<IOException>(() => AtomicFile.Write(path, "x"u8));
        }, TestContext.Current.CancellationToken);

        Assert.Throws<IOException>(() => PlainFile.RequirePlain(path));
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "Other platforms have no such files.")]
    public void Standard_input_that_is_a_pipe_is_refused_by_its_name()
    {
        string own = "/proc/self/fd/0";
        bool isFile = File.ResolveLinkTarget(own, returnFinalTarget: true) is FileInfo { Exists: true, Length: > 0 };

        if (!isFile) Assert.ThrowsAny<Exception>(() => PlainFile.Open("/dev/stdin").Dispose());
    }

    [Fact]
    public void File_is_read_through_links_up_to_its_limit()
    {
        string path = _folder.Write("a.txt", "12345");
        string link = _folder.PathOf("link");
        File.CreateSymbolicLink(link, path);

        Assert.Equal(5, PlainFile.Read(link, 5).Length);
        Assert.Throws<FileTooLargeException>(() => PlainFile.Read(link, 4));
        Assert.Empty(PlainFile.Read(_folder.Write("empty", ""), 0));
    }

    [Fact]
    public void Nothing_and_a_folder_are_told_as_such()
    {
        File.CreateSymbolicLink(_folder.PathOf("dangling"), _folder.PathOf("nothing"));

        Assert.Throws<FileNotFoundException>(() => PlainFile.Read(_folder.PathOf("dangling"), 1));
        Assert.Throws<FileNotFoundException>(() => PlainFile.Open(_folder.PathOf("nothing")));
        Assert.Throws<UnauthorizedAccessException>(() => PlainFile.Read(_folder.Path, 1));
    }

    public void Dispose() => _folder.Dispose();

    private string MakeSpecial(string kind, Socket socket)
    {
        string path = _folder.PathOf("special");
        if (kind.StartsWith('/')) return kind;
        if (kind == "socket") socket.Bind(new UnixDomainSocketEndPoint(path));
        else UnixFile.MakePipe(path);
        if (kind != "link to pipe") return path;
        File.CreateSymbolicLink(_folder.PathOf("link"), path);
        return _folder.PathOf("link");
    }
}
