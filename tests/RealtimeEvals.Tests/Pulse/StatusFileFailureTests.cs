using System.Diagnostics;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>Whatever happens while a status file is written, it is whole, and either old or new.</summary>
public sealed class StatusFileFailureTests : IDisposable
{
    private readonly StatusFiles _files = new();

    [Fact]
    public async Task Write_whose_temporary_file_cannot_be_made_leaves_the_old_file()
    {
        string path = Path.Combine(_files.Folder, new string('a', 250));
        await File.WriteAllTextAsync(path, StatusFiles.Baseline);
        using (PulseStatusFile file = await PulseStatusFile.OpenAsync(path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None))
        {
            EvalException error = Assert.Throws<EvalException>(() => file.Patch(StatusFiles.Smoke));
            Assert.Equal("StatusFileNotWritable", error.ErrorId);
            Assert.Equal(StatusFiles.Baseline.Length, file.Bytes.Length);
        }

        Assert.Equal([path], Directory.GetFileSystemEntries(_files.Folder));
        Assert.Equal(StatusFiles.Baseline, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Write_that_finds_no_room_leaves_the_old_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        string content = StatusFiles.Baseline + new string(' ', 200_000);
        _files.Write(content);

        using Process child = StatusFileChild.Start(_files.Path, "child", 2, "trap '' XFSZ; ulimit -f 100");
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["error StatusFileNotWritable", "error StatusFileNotWritable"],
            output.Split('\n')
                .Where(line => line.StartsWith("error", StringComparison.Ordinal) || line.StartsWith("patched", StringComparison.Ordinal)));
        Assert.Equal(content, await File.ReadAllTextAsync(_files.Path));
        _files.AssertAlone();
    }

    [Fact]
    public async Task Writer_that_is_killed_leaves_a_whole_file_that_the_next_one_can_change()
    {
        _files.Write(StatusFiles.Baseline + new string(' ', 1_000_000));
        for (int death = 1; death <= 6; death++)
        {
            string name = $"child_{death}";
            using Process child = StatusFileChild.Start(_files.Path, name, int.MaxValue);
            for (int patched = 0; patched < death * 3;)
            {
                string line = await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                    ?? throw new InvalidOperationException("The other process ended early.");
                if (line == $"patched {patched + 1}") patched++;
            }

            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);

            int metric;
            using (PulseStatusFile file = await _files.OpenAsync())
            {
                metric = file.Root.GetProperty("metrics").GetProperty(name).GetInt32();
                Assert.True(file.Root.GetProperty("gates").TryGetProperty($"{name}_{metric}", out _));
                Assert.False(file.Root.GetProperty("gates").TryGetProperty($"{name}_{metric + 1}", out _));
                Assert.True(file.Patch([StatusFiles.Set("true", "gates", $"after_{death}")]));
            }

            Assert.True(metric >= death * 3);
            _files.AssertAlone();
        }
    }

    [Fact]
    public async Task Writers_of_several_processes_lose_no_change()
    {
        const int Rounds = 40;
        _files.Write(StatusFiles.Baseline);

        Process[] children = [.. Enumerable.Range(0, 3).Select(number => StatusFileChild.Start(_files.Path, $"child_{number}", Rounds))];
        string[] outputs = await Task.WhenAll(
            children.Select(child => child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
        foreach (Process child in children) child.Dispose();

        Assert.All(outputs, output => Assert.DoesNotContain("error", output.Split('\n').Select(line => line.Split(' ')[0])));
        Assert.Equal(21 + (3 * Rounds), PulseStatusReader.Read(_files.Path).GateCount);
        _files.AssertAlone();
    }

    public void Dispose() => _files.Dispose();
}
