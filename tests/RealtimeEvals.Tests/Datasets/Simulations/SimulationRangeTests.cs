using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationRangeTests : IDisposable
{
    private readonly SimulationFolder _folder = new();

    [Theory]
    [InlineData("turns.max_turns", "-1")]
    [InlineData("turns.max_turns", "1001")]
    [InlineData("turns.max_turns", "1.5")]
    [InlineData("turns.max_turns", "1e400")]
    [InlineData("turns.max_turns", "99999999999999999999")]
    [InlineData("turns.max_turns", "\"six\"")]
    [InlineData("turns.min_turns", "0")]
    [InlineData("turns.min_turns", "-1")]
    [InlineData("turns.min_turns", "1.5")]
    [InlineData("turns.min_turns", "1001")]
    [InlineData("trials", "0")]
    [InlineData("trials", "-1")]
    [InlineData("trials", "101")]
    [InlineData("trials", "2.5")]
    [InlineData("seed", "-1")]
    [InlineData("seed", "2147483648")]
    [InlineData("seed", "0.5")]
    [InlineData("audio.sample_rate_hz", "7999")]
    [InlineData("audio.sample_rate_hz", "48001")]
    [InlineData("audio.sample_rate_hz", "22050.5")]
    [InlineData("audio.chunk_ms", "0")]
    [InlineData("audio.chunk_ms", "1001")]
    [InlineData("audio.real_time", "1")]
    [InlineData("tool_mocks[1].times", "0")]
    [InlineData("tool_mocks[1].times", "1001")]
    [InlineData("tool_mocks[1].delay_ms", "-1")]
    [InlineData("tool_mocks[1].delay_ms", "60001")]
    [InlineData("tool_mocks[1].delay_ms", "0.5")]
    public void Read_number_out_of_range_is_one_problem_that_shows_it(string place, string json) =>
        _folder.With(place, json).AssertProblem($"$.{place}", json);

    [Theory]
    [InlineData("audio.input_format", "\"mp3\"")]
    [InlineData("audio.output_format", "\"PCM16\"")]
    public void Read_unknown_encoding_is_a_problem_that_names_the_known_ones(string place, string json) =>
        _folder.With(place, json).AssertProblem($"$.{place}", json.Trim('"'), "pcm16 or g711_ulaw or g711_alaw");

    [Fact]
    public void Read_numbers_at_their_limits_are_taken()
    {
        Simulation least = _folder.With("turns.max_turns", "1").With("turns.min_turns", "1").With("trials", "1").With("seed", "0")
            .With("tool_mocks[0].times", "1").With("tool_mocks[0].delay_ms", "0")
            .With("audio", """{"sample_rate_hz":8000,"chunk_ms":1}""")
            .Read();
        Simulation most = _folder.With("turns.max_turns", "1000").With("turns.min_turns", "1000")
            .With("trials", "100").With("seed", "2147483647")
            .With("tool_mocks[0].times", "1000").With("tool_mocks[0].delay_ms", "60000")
            .With("audio", """{"sample_rate_hz":48000,"chunk_ms":1000}""")
            .Read();

        Assert.Equal((1, 1, 1, 0, 1, 0, 8_000, 1), Numbers(least));
        Assert.Equal((1000, 1000, 100, int.MaxValue, 1000, 60_000, 48_000, 1000), Numbers(most));
    }

    [Fact]
    public void Read_turns_of_0_are_as_good_as_none()
    {
        Assert.Equal(1, _folder.With("turns.max_turns", "0").Read().Turns.Maximum);
    }

    [Fact]
    public void Read_more_turns_at_least_than_at_most_are_a_problem()
    {
        _folder.With("turns.min_turns", "7").AssertProblem("$.turns.min_turns", "7", "at most", "6");
    }

    [Theory]
    [InlineData("known_facts", """["", "a"]""", "[0]")]
    [InlineData("tags", """["a", " "]""", "[1]")]
    [InlineData("forbidden_tools", """["cancel", "\t"]""", "[1]")]
    [InlineData("turns.script", """["I want my money back for A1.", ""]""", "[1]")]
    public void Read_blank_items_of_lists_are_problems(string place, string json, string item) =>
        _folder.With(place, json).AssertProblem($"$.{place}{item}", "blank");

    [Fact]
    public void Read_lists_keep_their_order()
    {
        Simulation simulation = _folder.With("tags", """["b","a","b c"]""").With("known_facts", """["Two.","One."]""").Read();

        Assert.Equal(["b", "a", "b c"], simulation.Tags);
        Assert.Equal(["Two.", "One."], simulation.KnownFacts);
    }

    public void Dispose() => _folder.Dispose();

    private static (int, int, int, int, int?, int, int, int) Numbers(Simulation simulation) =>
        (
            simulation.Turns.Maximum,
            simulation.Turns.Minimum,
            simulation.Trials,
            simulation.Seed!.Value,
            simulation.Mocks[0].Times,
            (int)simulation.Mocks[0].Delay.TotalMilliseconds,
            simulation.Audio.Input.SampleRate,
            simulation.Audio.ChunkMilliseconds);
}
