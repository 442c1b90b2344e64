using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class PulseStatusLockTests : IDisposable
{
    private readonly StatusFiles _files = new();
    private readonly ManualTime _time = new();

    public PulseStatusLockTests() => _files.Write(StatusFiles.Baseline);

    [Fact]
    public async Task Second_writer_waits_as_long_as_it_may()
    {
        using PulseStatusFile first = await _files.OpenAsync();
        Task<PulseStatusFile> second = OpenAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        await PassAsync(second);

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => second);
        Assert.Equal("StatusInUse", error.ErrorId);
        Assert.Equal(TimeSpan.FromSeconds(1), _time.Elapsed);
    }

    [Fact]
    public async Task Second_writer_gets_the_file_as_the_first_left_it()
    {
        PulseStatusFile first = await _files.OpenAsync();
        Task<PulseStatusFile> second = OpenAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        first.Patch([StatusFiles.Set("true", "gates", "first")]);
        first.Dispose();

        await PassAsync(second);

        using PulseStatusFile file = await second;
        Assert.True(file.Root.GetProperty("gates").GetProperty("first").GetBoolean());
    }

    [Fact]
    public async Task Writer_that_may_not_wait_is_refused_at_once()
    {
        using PulseStatusFile first = await _files.OpenAsync();

        Assert.Equal("StatusInUse", (await Assert.ThrowsAsync<EvalException>(_files.OpenAsync)).ErrorId);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using PulseStatusFile first = await _files.OpenAsync();
        Task<PulseStatusFile> second = OpenAsync(TimeSpan.FromHours(1), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Reader_does_not_wait()
    {
        using PulseStatusFile first = await _files.OpenAsync();

        Assert.Equal(21, PulseStatusReader.Read(_files.Path).GateCount);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_no_change()
    {
        const int Writers = 16;
        const int Rounds = 12;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                using PulseStatusFile file = await PulseStatusFile.OpenAsync(
                    _files.Path, TimeSpan.FromMinutes(5), TimeProvider.System, TestContext.Current.CancellationToken);
                int count = file.Root.GetProperty("metrics").TryGetProperty("count", out JsonElement found) ? found.GetInt32() : 0;
                file.Patch(
                    [StatusFiles.Set($"{count + 1}", "metrics", "count"), StatusFiles.Set("true", "gates", $"gate_{writer}_{round}")]);
            }
        })));

        using PulseStatusFile end = await _files.OpenAsync();
        Assert.Equal(Writers * Rounds, end.Root.GetProperty("metrics").GetProperty("count").GetInt32());
        Assert.Equal(21 + (Writers * Rounds), end.Root.GetProperty("gates").EnumerateObject().Count());
        end.Dispose();
        _files.AssertAlone();
    }

    public void Dispose() => _files.Dispose();

    private Task<PulseStatusFile> OpenAsync(TimeSpan limit, CancellationToken cancellation) =>
        PulseStatusFile.OpenAsync(_files.Path, limit, _time, cancellation);

    /// <summary>Moves the clock from one try to the next until there are no more.</summary>
    private async Task PassAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            if (_time.NextTimer is TimeSpan next) _time.Advance(next);
            else await Task.Yield();
        }
    }
}
