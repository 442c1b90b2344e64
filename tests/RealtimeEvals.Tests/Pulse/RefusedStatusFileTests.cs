using System.Text;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>Every file that is no status file is refused by writer and reader, and stays as it was.</summary>
public sealed class RefusedStatusFileTests : IDisposable
{
    private readonly StatusFiles _files = new();

    /// <summary>Content, one character a byte, and what is said about it.</summary>
    public static TheoryData<string, string> Contents => new()
    {
        { "", "it is empty, or no plain file" },
        { " \r\n", "it is empty, or no plain file" },
        { "\u00ef\u00bb\u00bf{}", "it begins with a byte order mark" },
        { "\u00ff\u00fe{\0}\0", "the byte at offset 0 is not UTF-8" },
        { "{\"a\":\"\u00e9\"}", "the byte at offset 6 is not UTF-8" },
        { "{\0}\0", "it is not strict JSON (line 1, column 2: " },
        { "{\n  \"gates\": {},\n  \"metrics\": {\"a\": NaN}\n}", "it is not strict JSON (line 3, column 20: " },
        { "{\"a\": Infinity}", "it is not strict JSON (line 1, column 7: " },
        { "{\"a\": -Infinity}", "it is not strict JSON (line 1, column 8: " },
        { "{\"a\": 01}", "it is not strict JSON (line 1, column 8: " },
        { "{\"a\": 1} // done", "it is not strict JSON (line 1, column 10: " },
        { "{/* c */\"a\": 1}", "it is not strict JSON (line 1, column 2: " },
        { "{\"a\": 1,}", "it is not strict JSON (line 1, column 9: " },
        { "{\"a\": 1}\n{}", "it is not strict JSON (line 2, column 1: " },
        { "{\"a\": tru", "it is not strict JSON (line 1, column 10: " },
        { "{\"a\": \"\t\"}", "it is not strict JSON (line 1, column 8: " },
        { "{'a': 1}", "it is not strict JSON (line 1, column 2: " },
        { "[]", "its root is a JSON array, not an object" },
        { "null", "its root is null, not an object" },
        { "\"{}\"", "its root is a JSON string, not an object" },
        { "{\"gates\":{},\"gates\":{}}", "it is not strict JSON (" },
        { "{\"gates\":{\"x\":true,\"\\u0078\":false}}", "it is not strict JSON (" },
        { "{\"a\":[{\"b\":{\"c\":1,\"c\":1}}]}", "it is not strict JSON (" },
        { "{\"a\": 1,\n \"b\": \"\\ud800\"}", "line 2, column 8: an escape is half of a surrogate pair" },
        { "{\"\\udc00\\ud800\": 1}", "line 1, column 3: an escape is half of a surrogate pair" },
        { "{\"gates\": null}", "'gates' is null, not an object" },
        { "{\"metrics\": []}", "'metrics' is a JSON array, not an object" },
        { "{\"meta\": \"\"}", "'meta' is a JSON string, not an object" },
        { "{\"openai_evals_v0\": true}", "'openai_evals_v0' is a JSON boolean, not an object" },
        { "{\"realtime_ev\\u0061ls\": 1}", "'realtime_evals' is a JSON number, not an object" },
        { $"{{\"a\": {new string('[', 64)}{new string(']', 64)}}}", "it is not strict JSON (line 1, column " },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Content_that_is_no_status_is_refused_with_its_place(string content, string reason)
    {
        await File.WriteAllBytesAsync(_files.Path, Encoding.Latin1.GetBytes(content));

        EvalException error = await _files.AssertRefusedAsync("StatusFileInvalid");

        Assert.Contains($"was left as it is: {reason}", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<EvalException>(() => PulseStatusReader.Read(_files.Path)).Message);
    }

    [Fact]
    public async Task Duplicate_key_is_named()
    {
        _files.Write("""{"gates":{"twice":true,"twice":true}}""");

        Assert.Contains("'twice'", (await _files.AssertRefusedAsync("StatusFileInvalid")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_more_than_16_MiB_is_refused_and_one_of_16_MiB_is_not()
    {
        _files.Write("{}" + new string(' ', (16 * 1024 * 1024) - 1));

        EvalException error = await _files.AssertRefusedAsync("StatusFileInvalid");

        Assert.Contains("larger than 16 MiB", error.Message, StringComparison.Ordinal);
        Assert.Equal("StatusFileInvalid", Assert.Throws<EvalException>(() => PulseStatusReader.Read(_files.Path)).ErrorId);
        _files.Write("{}" + new string(' ', (16 * 1024 * 1024) - 2));
        Assert.Equal(0, PulseStatusReader.Read(_files.Path).GateCount);
    }

    [Fact]
    public async Task Patch_that_would_make_the_file_larger_than_16_MiB_is_refused()
    {
        _files.Write("{}" + new string(' ', (16 * 1024 * 1024) - 2));

        Assert.Contains("would become larger", (await _files.AssertRefusedAsync("StatusFileInvalid")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status.json")]
    [InlineData("nowhere/status.json")]
    public async Task Missing_file_is_refused(string name)
    {
        string path = Path.Combine(_files.Folder, name);

        EvalException error = await Assert.ThrowsAsync<EvalException>(
            () => PulseStatusFile.OpenAsync(path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));

        Assert.Equal("StatusFileMissing", error.ErrorId);
        Assert.Equal("StatusFileMissing", Assert.Throws<EvalException>(() => PulseStatusReader.Read(path)).ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_files.Folder));
    }

    [Fact]
    public async Task Folder_is_refused()
    {
        Directory.CreateDirectory(_files.Path);

        await _files.AssertRefusedAsync("StatusFileNotWritable");

        Assert.Equal("StatusFileInvalid", Assert.Throws<EvalException>(() => PulseStatusReader.Read(_files.Path)).ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Link_is_refused_wherever_it_leads_and_whether_a_file_may_be_made(bool leadsToFile)
    {
        string target = Path.Combine(_files.Folder, "target.json");
        if (leadsToFile) await File.WriteAllTextAsync(target, StatusFiles.Baseline);
        File.CreateSymbolicLink(_files.Path, target);

        EvalException opened = await Assert.ThrowsAsync<EvalException>(_files.OpenAsync);
        EvalException created = await Assert.ThrowsAsync<EvalException>(
            () => PulseStatusFile.CreateOrOpenAsync(_files.Path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));

        Assert.Equal(["StatusFileNotWritable", "StatusFileNotWritable"], [opened.ErrorId, created.ErrorId]);
        Assert.Equal(target, new FileInfo(_files.Path).LinkTarget);
        Assert.Equal(leadsToFile ? 2 : 1, Directory.GetFileSystemEntries(_files.Folder).Length);
        if (leadsToFile) Assert.Equal(StatusFiles.Baseline, await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task Read_only_file_is_refused_but_can_be_read()
    {
        _files.Write(StatusFiles.Baseline);
        File.SetAttributes(_files.Path, FileAttributes.ReadOnly);

        await _files.AssertRefusedAsync("StatusFileNotWritable");

        Assert.Equal(21, PulseStatusReader.Read(_files.Path).GateCount);
        File.SetAttributes(_files.Path, FileAttributes.Normal);
    }

    [Fact]
    public async Task File_that_another_program_holds_is_in_use()
    {
        _files.Write(StatusFiles.Baseline);
        using (new FileStream(_files.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            EvalException error = await Assert.ThrowsAsync<EvalException>(_files.OpenAsync);
            Assert.Equal("StatusInUse", error.ErrorId);
            Assert.Equal("StatusInUse", Assert.Throws<EvalException>(() => PulseStatusReader.Read(_files.Path)).ErrorId);
        }

        _files.AssertAlone();
        Assert.Equal(StatusFiles.Baseline, await File.ReadAllTextAsync(_files.Path));
    }

    public void Dispose() => _files.Dispose();
}
