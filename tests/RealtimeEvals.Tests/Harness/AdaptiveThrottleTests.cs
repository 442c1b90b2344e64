using RealtimeEvals.Harness;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class AdaptiveThrottleTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly RatePressure _pressure = new();
    private readonly List<string> _told = [];
    private readonly AdaptiveThrottle _throttle;

    public AdaptiveThrottleTests() => _throttle = new AdaptiveThrottle(8, _pressure, _time, isBusy: null, _told.Add);

    [Fact]
    public async Task Each_sign_halves_the_number_down_to_one_and_quiet_raises_it_again()
    {
        for (int sign = 0; sign < 5; sign++)
        {
            _pressure.Report(null);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(1, _throttle.Limit);
        Assert.Equal(
            [4, 2, 1],
            _told.Select(sentence => int.Parse(sentence.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        for (int quiet = 0; quiet < 20; quiet++) (await EnterAsync()).Dispose();
        Assert.Equal(8, _throttle.Limit);
    }

    [Fact]
    public void One_burst_of_refusals_is_one_sign()
    {
        for (int refused = 0; refused < 8; refused++) _pressure.Report(null);

        Assert.Equal(4, _throttle.Limit);
        Assert.Single(_told);
    }

    [Fact]
    public async Task Case_during_which_there_was_a_sign_does_not_raise_the_number()
    {
        IDisposable running = await EnterAsync();
        _pressure.Report(null);

        running.Dispose();

        Assert.Equal(4, _throttle.Limit);
    }

    [Fact]
    public async Task New_case_waits_as_long_as_the_service_asks()
    {
        _pressure.Report(TimeSpan.FromSeconds(30));

        Task<IDisposable> waiting = EnterAsync();

        Assert.False(waiting.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(30), _time.NextTimer);
        _time.Advance(TimeSpan.FromSeconds(30));
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Case_beyond_the_number_waits_until_another_one_has_ended()
    {
        using var throttle = new AdaptiveThrottle(1, _pressure, _time, isBusy: null, _told.Add);
        IDisposable first = await throttle.EnterAsync(TestContext.Current.CancellationToken);

        Task<IDisposable> second = throttle.EnterAsync(TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Theory]
    [InlineData("""{"rate_limits":[{"name":"requests","limit":100,"remaining":50,"reset_seconds":9}]}""", false, null)]
    [InlineData("""{"rate_limits":[{"name":"requests","limit":100,"remaining":4,"reset_seconds":9}]}""", true, null)]
    [InlineData("""{"rate_limits":[{"limit":100,"remaining":90},{"limit":1000,"remaining":0,"reset_seconds":9}]}""", true, 9)]
    [InlineData("""{"rate_limits":[{"limit":0,"remaining":0},{"limit":"many","remaining":-1},7]}""", false, null)]
    [InlineData("""{"rate_limits":{"limit":1}}""", false, null)]
    [InlineData("{}", false, null)]
    public void Limits_that_a_service_tells_are_near_below_a_twentieth(string json, bool isNear, int? wait) =>
        Assert.Equal(
            (isNear, wait is int seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null),
            RateLimits.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    public void Dispose() => _throttle.Dispose();

    [Fact]
    public async Task Machine_that_is_busy_begins_no_more_than_two_cases_for_each_processor()
    {
        bool isBusy = true;
        int few = 2 * Environment.ProcessorCount;
        using var throttle = new AdaptiveThrottle(few + 2, _pressure, _time, () => isBusy, _told.Add);
        for (int running = 0; running < few; running++) await throttle.EnterAsync(TestContext.Current.CancellationToken);

        Task<IDisposable> next = throttle.EnterAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(next.IsCompleted);

        isBusy = false;
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        (await next).Dispose();
    }

    [Fact]
    public async Task Machine_that_stays_busy_lets_a_case_begin_after_a_second()
    {
        int few = 2 * Environment.ProcessorCount;
        using var throttle = new AdaptiveThrottle(few + 2, _pressure, _time, static () => true, _told.Add);
        for (int running = 0; running < few; running++) await throttle.EnterAsync(TestContext.Current.CancellationToken);
        Task<IDisposable> next = throttle.EnterAsync(TestContext.Current.CancellationToken);

        TimeSpan before = _time.Elapsed;
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        Assert.True(_time.Elapsed - before >= TimeSpan.FromSeconds(1));
        (await next).Dispose();
    }

    private Task<IDisposable> EnterAsync() => _throttle.EnterAsync(TestContext.Current.CancellationToken);
}
