using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>Status files, locks and result files that are no plain files of one name.</summary>
public sealed class OddStatusFileTests : IDisposable
{
    private readonly StatusFiles _files = new();

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_that_is_a_link_is_refused_and_what_it_leads_to_is_untouched(bool leadsToFile)
    {
        _files.Write(StatusFiles.Baseline);
        string target = Path.Combine(_files.Folder, "precious.txt");
        if (leadsToFile) await File.WriteAllTextAsync(target, "mine", TestContext.Current.CancellationToken);
        if (leadsToFile) File.SetLastWriteTimeUtc(target, DateTime.UnixEpoch);
        File.CreateSymbolicLink(_files.Path + ".lock", target);

        EvalException error = await _files.AssertRefusedAsync("StatusFileNotWritable");

        Assert.Contains("lock", error.Message, StringComparison.Ordinal);
        Assert.Equal(leadsToFile, File.Exists(target));
        if (leadsToFile)
        {
            Assert.Equal(
                ("mine", DateTime.UnixEpoch),
                (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), File.GetLastWriteTimeUtc(target)));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Lock_with_a_second_name_is_refused_and_its_time_is_untouched()
    {
        if (!OperatingSystem.IsLinux()) return;
        _files.Write(StatusFiles.Baseline);
        string other = Path.Combine(_files.Folder, "precious.txt");
        await File.WriteAllTextAsync(other, "mine", TestContext.Current.CancellationToken);
        UnixFile.MakeHardLink(other, _files.Path + ".lock");
        File.SetLastWriteTimeUtc(other, DateTime.UnixEpoch);

        await _files.AssertRefusedAsync("StatusFileNotWritable");

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(other));
    }

    [Fact(Timeout = 300_000)]
    public async Task Status_file_with_a_second_name_is_refused_since_that_one_would_keep_the_old_content()
    {
        if (!OperatingSystem.IsLinux()) return;
        _files.Write(StatusFiles.Baseline);
        UnixFile.MakeHardLink(_files.Path, Path.Combine(_files.Folder, "other.json"));

        EvalException error = await _files.AssertRefusedAsync("StatusFileNotWritable");

        Assert.Contains("hard link", error.Message, StringComparison.Ordinal);
        Assert.Equal(21, PulseStatusReader.Read(_files.Path).GateCount);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pipe_is_refused_and_keeps_nobody_waiting(bool isLinked)
    {
        if (OperatingSystem.IsWindows()) return;
        string pipe = isLinked ? Path.Combine(_files.Folder, "pipe") : _files.Path;
        UnixFile.MakePipe(pipe);
        if (isLinked) File.CreateSymbolicLink(_files.Path, pipe);

        await Task.Run(
            () =>
            {
                Assert.Equal("StatusFileInvalid", Assert.Throws<EvalException>(() => PulseStatusReader.Read(_files.Path)).ErrorId);
                Assert.Equal("InvalidInput", Assert.Throws<EvalException>(() => SmokeResultFile.Read(_files.Path)).ErrorId);
            },
            TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<EvalException>(_files.OpenAsync);

        Assert.True(Path.Exists(_files.Path));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/tty")]
    public async Task Device_is_refused_and_keeps_nobody_waiting(string device)
    {
        if (!OperatingSystem.IsLinux()) return;
        await Task.Run(
            () =>
            {
                Assert.Equal("StatusFileInvalid", Assert.Throws<EvalException>(() => PulseStatusReader.Read(device)).ErrorId);
                Assert.Equal("InvalidInput", Assert.Throws<EvalException>(() => SmokeResultFile.Read(device)).ErrorId);
            },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Refused_gate_key_is_not_what_is_recommended_instead()
    {
        Assert.All(
            (EvalException[])
            [
                Assert.Throws<EvalException>(() => PulseEntries.Of(new GateReport(), StatusFiles.Gate)),
                Assert.Throws<EvalException>(
                    () => GateKey.Require(Recommended("version"), Given.Json($$"""{"{{Recommended("version")}}":1}"""))),
            ],
            error =>
            {
                string advice = Recommended(error);
                GateKey.Require(advice);
                Assert.NotEqual(error.Target, advice);
                Assert.DoesNotContain(StatusFiles.Gate, advice, StringComparison.Ordinal);
            });
    }

    public void Dispose() => _files.Dispose();

    private static string Recommended(string key) => Recommended(Assert.Throws<EvalException>(() => GateKey.Require(key)));

    private static string Recommended(EvalException error) => error.RecommendedAction.Split(' ')[^1].TrimEnd('.');
}
