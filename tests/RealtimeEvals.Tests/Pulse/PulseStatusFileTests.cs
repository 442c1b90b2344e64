using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class PulseStatusFileTests : IDisposable
{
    private readonly StatusFiles _files = new();

    [Fact]
    public async Task Patch_of_the_baseline_leaves_every_other_line_as_it_was()
    {
        _files.Write(StatusFiles.Baseline);

        Assert.True(await _files.PatchAsync(StatusFiles.Smoke));

        string[] before = StatusFiles.Baseline.Split('\n');
        string[] after = (await File.ReadAllTextAsync(_files.Path)).Split('\n');
        Assert.Equal(
            ["    \"sanitization_effective\": true", "    \"run_mode\": \"core\"", "  \"version\": \"1.0.0-core\""],
            before.Except(after, StringComparer.Ordinal));
        Assert.Equal(
            [
                "    \"sanitization_effective\": true,",
                "    \"openai_evals_refusal_smoke_pass\": true",
                "    \"run_mode\": \"core\",",
                "    \"openai_evals_refusal_smoke_total\": 10,",
                "    \"openai_evals_refusal_smoke_fail_rate\": 0.0",
                "  \"version\": \"1.0.0-core\",",
                "  \"openai_evals_refusal_smoke_pass\": true,",
                "  \"openai_evals_v0\": {",
                "    \"refusal_smoke\": {",
                "      \"kind\": \"diagnostic\",",
                "      \"dry_run\": false,",
                "      \"report_url\": null,",
                "      \"notes\": []",
                "    }",
                "  }",
            ],
            after.Except(before, StringComparer.Ordinal));
        Assert.Equal(before.Length + 12, after.Length);
        Assert.Equal("}", after[^1]);
        _files.AssertAlone();
    }

    [Fact]
    public async Task Patch_with_line_feeds_of_Windows_keeps_them()
    {
        _files.Write(StatusFiles.Baseline.ReplaceLineEndings("\r\n") + "\r\n");

        await _files.PatchAsync(StatusFiles.Smoke);

        string after = await File.ReadAllTextAsync(_files.Path);
        Assert.Equal(after, after.ReplaceLineEndings("\r\n"));
        Assert.EndsWith("}\r\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_again_writes_nothing()
    {
        _files.Write(StatusFiles.Baseline);
        await _files.PatchAsync(StatusFiles.Smoke);
        byte[] once = await File.ReadAllBytesAsync(_files.Path);
        File.SetLastWriteTimeUtc(_files.Path, DateTime.UnixEpoch);

        Assert.False(await _files.PatchAsync(StatusFiles.Smoke));

        Assert.Equal(once, await File.ReadAllBytesAsync(_files.Path));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_files.Path));
    }

    [Fact]
    public async Task Patch_twice_of_one_opening_builds_on_the_first()
    {
        _files.Write(StatusFiles.Baseline);
        using PulseStatusFile file = await _files.OpenAsync();

        Assert.True(file.Patch([StatusFiles.Set("false", "gates", StatusFiles.Gate)]));
        Assert.True(file.Patch([StatusFiles.Set("true", "gates", StatusFiles.Gate)]));

        Assert.True(file.Root.GetProperty("gates").GetProperty(StatusFiles.Gate).GetBoolean());
        Assert.Equal(await File.ReadAllBytesAsync(_files.Path), file.Bytes.ToArray());
    }

    [Fact]
    public async Task Patch_through_what_is_no_object_is_refused()
    {
        _files.Write("""{"openai_evals_v0":{"refusal_smoke":"a text"}}""");
        using PulseStatusFile file = await _files.OpenAsync();

        EvalException error = Assert.Throws<EvalException>(
            () => file.Patch([StatusFiles.Set("true", "gates", "a"), StatusFiles.Set("1", "openai_evals_v0", "refusal_smoke", "x")]));

        Assert.Equal("StatusFileInvalid", error.ErrorId);
        Assert.Equal("""{"openai_evals_v0":{"refusal_smoke":"a text"}}""", await File.ReadAllTextAsync(_files.Path));
    }

    [Fact]
    public async Task Patch_of_a_file_that_another_program_changed_meanwhile_is_refused()
    {
        _files.Write(StatusFiles.Baseline);
        using PulseStatusFile file = await _files.OpenAsync();
        _files.Write("{}");

        EvalException error = Assert.Throws<EvalException>(() => file.Patch(StatusFiles.Smoke));

        Assert.Equal("StatusInUse", error.ErrorId);
        Assert.Equal("{}", await File.ReadAllTextAsync(_files.Path));
    }

    [Fact]
    public async Task Patch_of_a_file_that_is_gone_meanwhile_is_refused()
    {
        _files.Write(StatusFiles.Baseline);
        using PulseStatusFile file = await _files.OpenAsync();
        File.Delete(_files.Path);

        Assert.Equal("StatusFileMissing", Assert.Throws<EvalException>(() => file.Patch(StatusFiles.Smoke)).ErrorId);

        Assert.False(File.Exists(_files.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(
        UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public async Task Patch_keeps_the_mode_of_the_file(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        _files.Write(StatusFiles.Baseline);
        File.SetUnixFileMode(_files.Path, mode);

        await _files.PatchAsync(StatusFiles.Smoke);

        Assert.Equal(mode, File.GetUnixFileMode(_files.Path));
    }

    [Fact]
    public async Task Patch_takes_away_what_a_killed_writer_left_and_nothing_else()
    {
        _files.Write(StatusFiles.Baseline);
        string left = $".status.json.4711-{new string('a', 32)}.tmp";
        string[] others =
        [
            ".status.json.tmp",
            $".status.json.x-{new string('a', 32)}.tmp",
            $".status.json.4711-{new string('a', 31)}.tmp",
            $".other.json.4711-{new string('a', 32)}.tmp",
        ];
        foreach (string name in (string[])[left, .. others, "status.json.lock"])
        {
            await File.WriteAllTextAsync(Path.Combine(_files.Folder, name), "half");
        }

        await _files.PatchAsync(StatusFiles.Smoke);

        Assert.Equal(
            others.Append("status.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(_files.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CreateOrOpenAsync_makes_a_missing_file_as_the_reference_does()
    {
        string path = Path.Combine(_files.Folder, "new", "status.json");
        using (PulseStatusFile file = await PulseStatusFile.CreateOrOpenAsync(
            path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None))
        {
            Assert.Equal("{\n  \"metrics\": {},\n  \"gates\": {}\n}\n", await File.ReadAllTextAsync(path));
            file.Patch([StatusFiles.Set("true", "gates", "a"), StatusFiles.Set("true", "a")]);
        }

        Assert.Equal("{\n  \"metrics\": {},\n  \"gates\": {\n    \"a\": true\n  },\n  \"a\": true\n}\n", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task CreateOrOpenAsync_leaves_a_file_that_is_there()
    {
        _files.Write(StatusFiles.Baseline);
        using PulseStatusFile file = await PulseStatusFile.CreateOrOpenAsync(
            _files.Path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);

        Assert.Equal(StatusFiles.Baseline, await File.ReadAllTextAsync(_files.Path));
    }

    public void Dispose() => _files.Dispose();
}
