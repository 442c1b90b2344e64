using RealtimeEvals.Tests.Support;
using SkiaSharp;
using Xunit;

namespace RealtimeEvals.Tests.Plots;

/// <summary>The pictures in the README are what the commands beside them make.</summary>
public sealed class GalleryTests : IDisposable
{
    private const string Start = "dotnet run --project src/RealtimeEvals.Cli -- ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Commands_of_the_readme_make_its_pictures()
    {
        string[] readme = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md"));
        string[] commands =
        [
            .. readme.Where(line =>
                line.StartsWith(Start, StringComparison.Ordinal) && line.Contains("gallery", StringComparison.Ordinal)),
        ];
        Assert.Equal(3, commands.Length);
        foreach (string command in commands)
        {
            (int code, _, string error) = await Support.Cli.RunAsync(_folder.Path, null, command[Start.Length..].Split(' '));
            Assert.True(code == 0, error);
        }

        string[] pictures = NamesIn(Path.Combine(Repository.Root, "docs", "pictures"));
        Assert.Equal(pictures, NamesIn(_folder.PathOf("docs/pictures")));
        Assert.All(pictures, AssertSame);
    }

    private static string[] NamesIn(string folder) =>
        [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void AssertSame(string name)
    {
        using SKBitmap shown = SKBitmap.Decode(Path.Combine(Repository.Root, "docs", "pictures", name));
        using SKBitmap made = SKBitmap.Decode(_folder.PathOf($"docs/pictures/{name}"));
        Assert.Equal((shown.Width, shown.Height), (made.Width, made.Height));
        int different = shown.Pixels.Zip(made.Pixels, (one, other) => Distance(one, other) > 48 ? 1 : 0).Sum();
        Assert.True(different < shown.Pixels.Length / 200, $"{name}: {different} of {shown.Pixels.Length} pixels are others.");
    }

    private static int Distance(SKColor one, SKColor other) =>
        Math.Abs(one.Red - other.Red) + Math.Abs(one.Green - other.Green) + Math.Abs(one.Blue - other.Blue);
}
