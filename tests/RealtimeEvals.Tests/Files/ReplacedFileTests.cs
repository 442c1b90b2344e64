using RealtimeEvals.Files;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Files;

/// <summary>A file that is replaced only where it is as it was read, by whatever means the platform has.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<bool> Means => [true, false];

    [Theory]
    [MemberData(nameof(Means))]
    public void TryReplace_puts_the_new_content_in_the_place_of_the_known(bool isOneStep)
    {
        string path = _folder.Write("a", "old");

        Assert.True(AtomicFile.TryReplace(path, "old"u8.ToArray(), "new"u8.ToArray(), mode: null, Swap(isOneStep)));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void TryReplace_leaves_what_came_before_the_last_look(bool isOneStep)
    {
        string path = _folder.Write("a", "newer");

        Assert.False(AtomicFile.TryReplace(path, "old"u8.ToArray(), "new"u8.ToArray(), mode: null, Swap(isOneStep)));

        Assert.Equal("newer", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    [InlineData(false, 4)]
    public void TryReplace_puts_back_the_newest_of_what_came_after_the_last_look(bool isOneStep, int updates)
    {
        string path = _folder.Write("a", "old");
        int update = 0;

        bool isReplaced = AtomicFile.TryReplace(path, "old"u8.ToArray(), "new"u8.ToArray(), mode: null, (beside, target) =>
        {
            if (update < updates)
            {
                File.Move(_folder.Write("rival", FormattableString.Invariant($"update {++update}")), target, overwrite: true);
            }

            Swap(isOneStep)(beside, target);
        });

        Assert.False(isReplaced);
        Assert.Equal(FormattableString.Invariant($"update {updates}"), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static Action<string, string> Swap(bool isOneStep) => isOneStep ? AtomicFile.Swap : AtomicFile.SwapInTwoSteps;
}
