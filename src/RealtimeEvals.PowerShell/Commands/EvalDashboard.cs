using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Loading;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>A dashboard that this process started and that runs until it is stopped.</summary>
public sealed class EvalDashboard
{
    private const string Authorization = "Authorization";

    private static readonly ConcurrentDictionary<EvalDashboard, bool> Running = new();

    private readonly DashboardProcess _process;
    private OpenedPage? _page;

    private EvalDashboard(DashboardProcess process, DateTimeOffset startedAt)
    {
        _process = process;
        StartedAt = startedAt;
        BaseAddress = new Uri(process.Address.GetLeftPart(UriPartial.Path));
    }

    /// <summary>The address to open in a browser: it holds the token, with which anybody on this machine can see and start runs.</summary>
    public Uri Address => _process.Address;

    /// <summary>The address without the token, for the addresses of the API below it; it ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The headers of a request by a program: Authorization with the token.</summary>
    public IDictionary Headers => new Hashtable { [Authorization] = $"Bearer {Address.Query.Split('=', 2)[^1]}" };

    /// <summary>The id of the process that serves it, which is a child of this one.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The start time, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the process is still there.</summary>
    public bool IsRunning => _process.IsRunning;

    /// <summary>The last 100 lines that the process wrote to standard error: what was not foreseen.</summary>
    public IReadOnlyList<string> Warning => _process.Said;

    /// <summary>Returns the address without the token.</summary>
    public override string ToString() => BaseAddress.ToString();

    /// <summary>Starts a dashboard.</summary>
    /// <exception cref="EvalException"><c>DashboardNotStarted</c>.</exception>
    internal static async Task<EvalDashboard> StartAsync(
        ProcessStartInfo start, TimeProvider time, CancellationToken cancellationToken)
    {
        DashboardProcess process = await DashboardProcess.StartAsync(start, time, cancellationToken);
        var dashboard = new EvalDashboard(process, time.GetUtcNow());
        Running[dashboard] = true;
        process.WhenEnded(dashboard.Forget);
        return dashboard;
    }

    /// <summary>Returns the dashboards of this process, the oldest first.</summary>
    internal static IReadOnlyList<EvalDashboard> All() =>
        [.. Running.Keys.Where(dashboard => dashboard.IsRunning).OrderBy(dashboard => dashboard.StartedAt)];

    /// <summary>Stops every dashboard of this process, without waiting.</summary>
    internal static void StopAll()
    {
        foreach (EvalDashboard dashboard in Running.Keys) _ = dashboard.StopAsync(CancellationToken.None);
    }

    /// <summary>Opens it in the browser. The file by which this is done is there until the dashboard ends.</summary>
    /// <exception cref="EvalException"><c>NoBrowser</c>: there is no program for it.</exception>
    internal void Open()
    {
        _page = OpenedPage.Of(Address);
        if (!IsRunning) Forget();
    }

    /// <summary>Stops it; once it is stopped, nothing happens.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _process.StopAsync(cancellationToken);

    private void Forget()
    {
        Running.TryRemove(this, out _);
        Interlocked.Exchange(ref _page, null)?.Dispose();
    }
}
