using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>One dashboard on the sandbox for all tests of a class.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public RunningDashboard Dashboard { get; private set; } = null!;

    public string Folder => _folder.Path;

    public string StorePath => RunningDashboard.StoreOf(Folder);

    public async ValueTask InitializeAsync() => Dashboard = await RunningDashboard.StartAsync(Folder, "--sandbox");

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        try
        {
            if (StoreRows.IsStore(StorePath)) StoreRows.AssertWhole(StorePath);
        }
        finally
        {
            _folder.Dispose();
        }
    }
}
