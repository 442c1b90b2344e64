using System.Text.Json;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>
/// Two shells that share the Pester files, since to start a shell takes longer than most files, and most of what they do is to wait.
/// </summary>
public sealed class PesterRun : IAsyncLifetime
{
    private const int AtATime = 2;
    private static readonly string Folder = Repository.PathOf("tests", "pester");

    private readonly string _claims = Directory.CreateTempSubdirectory("pester-").FullName;
    private readonly Dictionary<string, TaskCompletionSource<JsonElement>> _reports =
        Files.ToDictionary(file => file, _ => new TaskCompletionSource<JsonElement>(), StringComparer.Ordinal);
    private Task _shells = Task.CompletedTask;

    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>What the file said, as soon as it has.</summary>
    public Task<JsonElement> ReportAsync(string file) => _reports[file].Task;

    public ValueTask InitializeAsync()
    {
        _shells = RunAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _shells;
        Directory.Delete(_claims, recursive: true);
    }

    private async Task RunAsync()
    {
        string[] arguments = ["-File", Path.Combine(Folder, "Invoke-TestFile.ps1"), Folder, Shell.PesterManifest, _claims];
        string[] ends = await Task.WhenAll(Enumerable.Range(0, AtATime).Select(async _ =>
        {
            var said = new List<string>();
            (int exitCode, string error) = await Shell.RunAsync(line =>
            {
                if (line.StartsWith('{')) Take(JsonElement.Parse(line));
                else said.Add(line);
            }, arguments);
            return $"exit code {exitCode}: {error}{string.Join(Environment.NewLine, said)}";
        }));
        foreach ((string file, TaskCompletionSource<JsonElement> report) in _reports)
            report.TrySetException(new InvalidOperationException($"{file} gave no report. {string.Join(Environment.NewLine, ends)}"));
    }

    private void Take(JsonElement report) => _reports[report.GetProperty("file").GetString()!].TrySetResult(report);
}
