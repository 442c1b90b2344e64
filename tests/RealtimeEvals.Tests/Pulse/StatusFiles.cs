using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;
using JsonEdit = RealtimeEvals.Pulse.JsonEdit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>Status files in a folder of their own.</summary>
internal sealed class StatusFiles : IDisposable
{
    public const string Gate = "openai_evals_refusal_smoke_pass";

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public string Path => _folder.PathOf("status.json");

    /// <summary>The status file that PULSE itself writes.</summary>
    public static string Baseline
    {
        get
        {
            using Stream stream = typeof(StatusFiles).Assembly
                .GetManifestResourceStream("RealtimeEvals.Tests.Pulse.pulse-status-core.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>What a smoke that passed changes.</summary>
    public static JsonEdit[] Smoke =>
    [
        Set("10", "metrics", "openai_evals_refusal_smoke_total"),
        Set("0.0", "metrics", "openai_evals_refusal_smoke_fail_rate"),
        Set("true", "gates", Gate),
        Set("true", Gate),
        Set("""{"kind":"diagnostic","dry_run":false,"report_url":null,"notes":[]}""", "openai_evals_v0", "refusal_smoke"),
    ];

    public static JsonEdit Set(string? json, params string[] path) => new(path, json);

    public void Write(string content) => File.WriteAllText(Path, content);

    public Task<PulseStatusFile> OpenAsync() =>
        PulseStatusFile.OpenAsync(Path, TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);

    public async Task<bool> PatchAsync(params JsonEdit[] edits)
    {
        using PulseStatusFile file = await OpenAsync();
        return file.Patch(edits);
    }

    /// <summary>Makes sure that a patch is refused, that the file is as it was and that nothing is left beside it.</summary>
    public async Task<EvalException> AssertRefusedAsync(string errorId)
    {
        byte[]? before = File.Exists(Path) ? await File.ReadAllBytesAsync(Path) : null;
        string[] entries = Directory.GetFileSystemEntries(Folder);
        EvalException error = await Assert.ThrowsAsync<EvalException>(() => PatchAsync(Smoke));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(ErrorKind.Storage, error.Kind);
        Assert.Equal(entries, Directory.GetFileSystemEntries(Folder));
        if (before is not null) Assert.Equal(before, await File.ReadAllBytesAsync(Path));
        return error;
    }

    public void AssertAlone() => Assert.Equal([Path], Directory.GetFileSystemEntries(Folder));

    public void Dispose() => _folder.Dispose();
}
