using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Loading;

/// <summary>
/// The dashboard in a process of its own. Its standard input is open as long as this process lives, and the dashboard ends with it, so that
/// it outlives no session, however that ends.
/// </summary>
internal sealed class DashboardProcess
{
    private const string Announcement = "Dashboard: ";

    /// <summary>Only ends what hangs; a machine that is busy may need a while.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs of the dashboard finish what they are writing.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long what was said may take to arrive after the end.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly SaidLines _said;

    private DashboardProcess(Process process, Uri address, SaidLines said, TimeProvider time)
    {
        (_process, Address, _said, _time) = (process, address, said, time);
        Id = process.Id;
    }

    /// <summary>The address to open: with the token.</summary>
    public Uri Address { get; }

    /// <summary>The id of the process.</summary>
    public int Id { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The last lines that it wrote to standard error.</summary>
    public IReadOnlyList<string> Said => _said.Lines;

    /// <summary>Starts it, and returns it once it listens.</summary>
    /// <param name="start">The program, its arguments and its environment.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="EvalException"><c>DashboardNotStarted</c>: it said why not, or said nothing for too long.</exception>
    public static async Task<DashboardProcess> StartAsync(ProcessStartInfo start, TimeProvider time, CancellationToken cancellationToken)
    {
        Process process = Launch(start);
        try
        {
            SaidLines said = SaidLines.Of(process.StandardError);
            Uri address = await AddressOfAsync(process, said, time, cancellationToken);
            _ = SaidLines.Of(process.StandardOutput);
            return new DashboardProcess(process, address, said, time);
        }
        catch
        {
            End(process);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Has something done when it has ended, at once where it has ended already.</summary>
    public void WhenEnded(Action act)
    {
        _process.Exited += (_, _) => act();
        _process.EnableRaisingEvents = true;
    }

    /// <summary>Lets it finish what it is writing and end; where it does not, ends it with all that it started.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StopLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            End(_process);
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(Drain, _time, cancellationToken);
        }
    }

    private static Process Launch(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw EvalErrors.DashboardNotStarted(exception.Message);
        }
    }

    /// <summary>Returns what it announces in its first line.</summary>
    private static async Task<Uri> AddressOfAsync(Process process, SaidLines said, TimeProvider time, CancellationToken cancellationToken)
    {
        string? line;
        try
        {
            // A read from a pipe may not be cancelled on Windows; the end of the process ends it.
            ValueTask<string?> first = process.StandardOutput.ReadLineAsync(CancellationToken.None);
            line = await first.AsTask().WaitAsync(StartLimit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw EvalErrors.DashboardNotStarted(FormattableString.Invariant($"it said nothing for {StartLimit.TotalSeconds} seconds"));
        }

        if (line is null) throw EvalErrors.DashboardNotStarted(await said.WhyAsync(process, Drain, time, cancellationToken));
        return line.StartsWith(Announcement, StringComparison.Ordinal)
            && Uri.TryCreate(line[Announcement.Length..], UriKind.Absolute, out Uri? address)
                ? address
                : throw EvalErrors.DashboardNotStarted($"it said '{line}' in place of its address");
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or cannot be ended by us.
        }
    }
}
