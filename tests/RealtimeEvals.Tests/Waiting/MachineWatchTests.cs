using RealtimeEvals.Tests.Support;
using RealtimeEvals.Waiting;
using Xunit;

namespace RealtimeEvals.Tests.Waiting;

public sealed class MachineWatchTests
{
    [Theory]
    [InlineData(120, 50)]
    [InlineData(100, 50)]
    [InlineData(155, 50)]
    [InlineData(165, 0)]
    [InlineData(85, 0)]
    [InlineData(2_000, 0)]
    public async Task Time_stamp_is_as_uncertain_as_the_delay_around_it(int at, double expected)
    {
        var time = new ManualTime();
        await using MachineWatch watch = MachineWatch.Start(time);
        watch.Note(Stamp(time, 100), Stamp(time, 150));
        watch.Note(Stamp(time, 500), Stamp(time, 501));

        Assert.Equal(expected, watch.UncertaintyMs(Stamp(time, at)));
    }

    [Fact]
    public async Task Worst_of_several_time_stamps_counts_and_none_has_none()
    {
        var time = new ManualTime();
        await using MachineWatch watch = MachineWatch.Start(time);
        watch.Note(Stamp(time, 100), Stamp(time, 104));
        watch.Note(Stamp(time, 300), Stamp(time, 390.26));

        Assert.Equal(90.3, watch.UncertaintyMs(Stamp(time, 102), null, Stamp(time, 310)));
        Assert.Null(watch.UncertaintyMs(null, null));
    }

    [Fact]
    public async Task Time_stamp_whose_delays_are_no_longer_kept_is_as_uncertain_as_the_longest_of_them()
    {
        var time = new ManualTime();
        await using MachineWatch watch = MachineWatch.Start(time);
        watch.Note(Stamp(time, 100), Stamp(time, 180));
        watch.Note(Stamp(time, 200), Stamp(time, 210));
        for (int number = 0; number < MachineWatch.Kept; number++) watch.Note(Stamp(time, 300 + 5 * number), Stamp(time, 303 + 5 * number));

        Assert.Equal(80, watch.UncertaintyMs(Stamp(time, 205)));
        Assert.Equal(3, watch.UncertaintyMs(Stamp(time, 400)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Watch_on_this_machine_ends_when_it_is_told_to()
    {
        MachineWatch watch = MachineWatch.Start(TimeProvider.System);

        Assert.NotNull(watch.UncertaintyMs(TimeProvider.System.GetTimestamp()));

        await watch.DisposeAsync();
    }

    private static long Stamp(ManualTime time, double milliseconds) => (long)(milliseconds * time.TimestampFrequency / 1_000);
}
