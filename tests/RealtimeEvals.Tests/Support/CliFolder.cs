using System.Diagnostics;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A current folder for the command line program, with results and speech cache below it.</summary>
public sealed class CliFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    /// <summary>The files of the run of that name.</summary>
    public RunFiles Run(string name) => new(PathOf("results", name));

    /// <summary>Where the program stores its runs.</summary>
    public string StorePath => Cli.StoreOf(Path);

    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Runs a verb.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => Cli.RunAsync(Path, null, arguments);

    /// <summary>Runs <c>crawl</c> with a speech cache in the folder.</summary>
    public Task<(int ExitCode, string Output, string Error)> CrawlAsync(params string[] arguments) => CrawlWithAsync(null, arguments);

    public Task<(int ExitCode, string Output, string Error)> CrawlWithAsync(
        IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Cli.RunAsync(Path, environment, ["crawl", "--speech-cache", PathOf("speech"), .. arguments]);

    /// <summary>Starts <c>crawl</c> on the sandbox at the speed of speech, case by case, and waits until some cases are finished.</summary>
    public async Task<Process> StartAndAwaitAsync(int finished, params string[] arguments)
    {
        Process process = Cli.Start(
            Path, null, ["crawl", "--speech-cache", PathOf("speech"), "--sandbox", "--real-time", "--throttle-limit", "1", .. arguments]);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (RowsOf("demo") < finished)
            {
                Assert.False(process.HasExited, "The process ended too early.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }

        return process;
    }

    public void Dispose() => _folder.Dispose();

    private int RowsOf(string run) => File.Exists(Run(run).PathOf("results.csv")) ? Run(run).Table.Rows.Count : 0;
}
