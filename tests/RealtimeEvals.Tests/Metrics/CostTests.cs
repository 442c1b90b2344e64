using RealtimeEvals.Datasets;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Metrics;

public sealed class CostTests
{
    private static readonly TokenPrices Prices =
        new() { TextInput = 4, TextCachedInput = 0.4m, TextOutput = 24, AudioInput = 32, AudioCachedInput = 0.5m, AudioOutput = 64 };

    private static readonly TokenUsage Usage = new()
    {
        InputTokens = 1_500, InputTextTokens = 1_000, InputAudioTokens = 500,
        CachedTokens = 500, CachedTextTokens = 400, CachedAudioTokens = 100,
        OutputTokens = 250, OutputTextTokens = 50, OutputAudioTokens = 200,
    };

    public static TheoryData<string, TokenUsage, TokenPrices?> Unknown => new()
    {
        { "no prices", Usage, null },
        { "no text in", Usage with { InputTextTokens = null }, Prices },
        { "no audio in", Usage with { InputAudioTokens = null }, Prices },
        { "no text out", Usage with { OutputTextTokens = null }, Prices },
        { "no audio out", Usage with { OutputAudioTokens = null }, Prices },
        { "cached without parts", Usage with { CachedTextTokens = null, CachedAudioTokens = null }, Prices },
        { "cached with one part", Usage with { CachedAudioTokens = null }, Prices },
        { "cached parts without their sum", Usage with { CachedTokens = null }, Prices },
        { "no price of cached audio", Usage, Prices with { AudioCachedInput = null } },
        { "no price of text out", Usage, Prices with { TextOutput = null } },
        { "nothing", new TokenUsage(), Prices },
        { "negative text in", Usage with { InputTextTokens = -1_000_000 }, Prices },
        { "negative text out", Usage with { OutputTextTokens = -1 }, Prices },
        { "negative audio out", Usage with { OutputAudioTokens = -1 }, Prices },
        { "negative cached", Usage with { CachedTokens = -500, CachedTextTokens = -400, CachedAudioTokens = -100 }, Prices },
        {
            "more cached than there is",
            Usage with { CachedTokens = 1_100, CachedTextTokens = 1_000_000, CachedAudioTokens = -998_900 },
            Prices
        },
    };

    [Fact]
    public void Of_usage_with_cached_input_charges_it_at_its_own_price() =>
        Assert.Equal((600 * 4m + 400 * 0.4m + 50 * 24m + 400 * 32m + 100 * 0.5m + 200 * 64m) / 1_000_000m, Cost.Of(Usage, Prices));

    [Fact]
    public void Of_usage_without_cached_input_needs_no_price_for_it()
    {
        TokenUsage usage = Usage with { CachedTokens = 0, CachedTextTokens = null, CachedAudioTokens = null };

        Assert.Equal(
            (1_000 * 4m + 50 * 24m + 500 * 32m + 200 * 64m) / 1_000_000m,
            Cost.Of(usage, Prices with { TextCachedInput = null, AudioCachedInput = null }));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Of_missing_part_is_null_and_not_half_a_sum(string missing, TokenUsage usage, TokenPrices? prices) =>
        Assert.Equal((missing, (decimal?)null), (missing, Cost.Of(usage, prices)));

    [Fact]
    public void Of_text_only_usage_needs_no_price_of_audio()
    {
        var usage = new TokenUsage { InputTextTokens = 10, InputAudioTokens = 0, OutputTextTokens = 5, OutputAudioTokens = 0 };

        Assert.Equal((10 * 4m + 5 * 24m) / 1_000_000m, Cost.Of(usage, Prices with { AudioInput = null, AudioOutput = null }));
    }

    [Fact]
    public void Add_sums_figures_and_keeps_unknown_ones_unknown()
    {
        TokenUsage sum = Usage.Add(new TokenUsage { InputTokens = 1, OutputAudioTokens = 2 });

        Assert.Equal(Usage with { InputTokens = 1_501, OutputAudioTokens = 202 }, sum);
        Assert.Equal(new TokenUsage(), new TokenUsage().Add(new TokenUsage()));
    }

    [Fact]
    public void Of_model_that_is_priced_by_the_minute_charges_the_session_and_never_nothing()
    {
        Assert.Equal(0.075m, Cost.Of(Usage, "gpt-live-1", TimeSpan.FromSeconds(90)));
        Assert.Null(Cost.Of(Usage, "gpt-live-1", null));
        Assert.Null(Cost.Of(Usage, "gpt-live-1", TimeSpan.Zero));
        Assert.Null(Cost.Of(Usage, "nobody-knows", TimeSpan.FromSeconds(90)));
    }
}
