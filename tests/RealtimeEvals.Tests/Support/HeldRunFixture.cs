using System.Net;
using RealtimeEvals.Datasets.Prompts;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A dashboard with one run that is over, prompts of its own with a link among them, and a file that nobody may see.</summary>
public sealed class HeldRunFixture : IAsyncLifetime
{
    /// <summary>What stands in the file that nobody may see.</summary>
    public const string Secret = "it-must-not-be-seen-4711";

    private readonly TemporaryFolder _folder = new();

    public RunningDashboard Dashboard { get; private set; } = null!;

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public async ValueTask InitializeAsync()
    {
        _folder.Write("secret.txt", Secret);
        Directory.CreateDirectory(PathOf("prompts"));
        foreach (string file in Directory.GetFiles(PromptFolder.Shipped)) File.Copy(file, PathOf("prompts", Path.GetFileName(file)));
        File.CreateSymbolicLink(PathOf("prompts", "linked.txt"), PathOf("secret.txt"));
        Dashboard = await RunningDashboard.StartAsync(_folder.Path, "--sandbox", "--prompt-path", PathOf("prompts"));
        await Dashboard.Program.StartRunAsync("one").JsonAsync(HttpStatusCode.Accepted);
        await Dashboard.Program.StandsAsync("one", "completed");
    }

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        _folder.Dispose();
    }
}
