using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>The dashboard as a process of its own: <c>realtime-evals serve</c>.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private const string Told = "Dashboard: ";
    private const string Parameter = "?token=";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly HttpClient _stranger;

    private RunningDashboard(Process process, string address)
    {
        _process = process;
        Address = new Uri(address);
        BaseAddress = new Uri(address[..address.IndexOf('?', StringComparison.Ordinal)]);
        Token = address[(address.IndexOf(Parameter, StringComparison.Ordinal) + Parameter.Length)..];
        Program = CreateClient();
        Program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        _stranger = CreateClient();
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
    }

    /// <summary>The address that was shown, with the token.</summary>
    public Uri Address { get; }

    /// <summary>The address without the token.</summary>
    public Uri BaseAddress { get; }

    public string Token { get; }

    /// <summary>Host and port, as a request names them.</summary>
    public string Host => BaseAddress.Authority;

    /// <summary>A program that sends the token with every request.</summary>
    public HttpClient Program { get; }

    /// <summary>Somebody without the token.</summary>
    public HttpClient Stranger => _stranger;

    public Process Process => _process;

    /// <summary>What it wrote to its error output so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts it on a store and results in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="arguments">Further arguments, such as those that choose the service.</param>
    public static Task<RunningDashboard> StartAsync(string folder, params string[] arguments) =>
        StartUnderAsync([], folder, null, arguments);

    /// <summary>Starts it under another program and with other variables.</summary>
    public static async Task<RunningDashboard> StartUnderAsync(
        IReadOnlyList<string> other, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        Process process = Cli.StartUnder(other, folder, environment, [.. Arguments(folder), .. arguments]);
        using CancellationTokenSource limit = Until.Limited();
        string? line = await process.StandardOutput.ReadLineAsync(limit.Token);
        if (line is null || !line.StartsWith(Told, StringComparison.Ordinal))
        {
            string error = await process.StandardError.ReadToEndAsync(limit.Token);
            process.Dispose();
            Assert.Fail($"The dashboard did not start: {line} {error}");
        }

        return new RunningDashboard(process, line[Told.Length..]);
    }

    /// <summary>The arguments that name the store and the results of a folder.</summary>
    public static string[] Arguments(string folder) =>
        ["serve", "--results-dir", Path.Combine(folder, "results"), "--store-path", StoreOf(folder)];

    /// <summary>The store of a folder.</summary>
    public static string StoreOf(string folder) => Path.Combine(folder, "store", "runs.sqlite");

    /// <summary>Comes as a browser does: with the address that was shown, which gives a cookie.</summary>
    public Task<BrowserVisit> VisitAsync() => BrowserVisit.ComeAsync(this);

    /// <summary>Ends it without a word, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to end, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await Signals.SendAsync("-TERM", _process);
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        Program.Dispose();
        _stranger.Dispose();
        _process.Dispose();
    }

    /// <summary>A client that follows no redirects and keeps no cookies.</summary>
    private HttpClient CreateClient() => new(new WatchedAnswers(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }))
    {
        BaseAddress = BaseAddress,
    };

    private async Task<int> ExitAsync()
    {
        using CancellationTokenSource limit = Until.Limited();
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }
}
