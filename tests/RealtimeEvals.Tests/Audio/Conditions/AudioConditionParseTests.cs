using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Audio.Conditions;

public sealed class AudioConditionParseTests
{
    [Theory]
    [InlineData("clean")]
    [InlineData("realistic")]
    [InlineData("telephone")]
    [InlineData("noise:10")]
    [InlineData("noise:-20:white")]
    [InlineData("noise:60:pink")]
    [InlineData("noise:12.5")]
    [InlineData("babble:12")]
    [InlineData("loss:0")]
    [InlineData("loss:100:100")]
    [InlineData("loss:2.5:3")]
    [InlineData("echo:1")]
    [InlineData("echo:2000:1")]
    [InlineData("gain:-60")]
    [InlineData("gain:40")]
    [InlineData("clip:0")]
    [InlineData("silence:0")]
    [InlineData("silence:60000:60000")]
    [InlineData("telephone+noise:10+loss:5")]
    public void Parse_known_condition_keeps_its_name(string text)
    {
        var condition = AudioCondition.Parse(text);

        Assert.Equal((text, text), (condition.Name, condition.ToString()));
    }

    [Theory]
    [InlineData("", "'' is not known")]
    [InlineData(" ", "' ' is not known")]
    [InlineData("hiss", "'hiss' is not known")]
    [InlineData("Noise:10", "'Noise' is not known")]
    [InlineData(" noise:10", "' noise' is not known")]
    [InlineData("noise:10+", "'' is not known")]
    [InlineData("+noise:10", "'' is not known")]
    [InlineData("noise:10+hiss:3", "'hiss' is not known")]
    [InlineData("noise", "value 1 of 'noise' must be a number from -20 to 60")]
    [InlineData("noise:", "value 1 of 'noise:' must be a number from -20 to 60")]
    [InlineData("noise:loud", "value 1 of 'noise:loud'")]
    [InlineData("noise:1,5", "value 1 of 'noise:1,5'")]
    [InlineData("noise:NaN", "value 1 of 'noise:NaN'")]
    [InlineData("noise:Infinity", "value 1 of 'noise:Infinity'")]
    [InlineData("noise:60.1", "from -20 to 60")]
    [InlineData("noise:-20.1", "from -20 to 60")]
    [InlineData("noise:10:brown", "'brown' in 'noise:10:brown' is not a colour of noise")]
    [InlineData("noise:10:", "'' in 'noise:10:' is not a colour of noise")]
    [InlineData("noise:10:pink:1", "'noise:10:pink:1' has too many values")]
    [InlineData("babble", "value 1 of 'babble'")]
    [InlineData("babble:61", "from -20 to 60")]
    [InlineData("babble:10:3", "too many values")]
    [InlineData("loss", "value 1 of 'loss' must be a number from 0 to 100")]
    [InlineData("loss:-1", "from 0 to 100")]
    [InlineData("loss:101", "from 0 to 100")]
    [InlineData("loss:5:0", "value 2 of 'loss:5:0' must be a number from 1 to 100")]
    [InlineData("loss:5:", "value 2 of 'loss:5:'")]
    [InlineData("loss:5:2:1", "too many values")]
    [InlineData("echo:0", "from 1 to 2000")]
    [InlineData("echo:90:1.1", "value 2 of 'echo:90:1.1' must be a number from 0 to 1")]
    [InlineData("gain:41", "from -60 to 40")]
    [InlineData("gain:-61", "from -60 to 40")]
    [InlineData("clip:-1", "from 0 to 40")]
    [InlineData("silence:-1", "from 0 to 60000")]
    [InlineData("silence:1:60001", "value 2 of 'silence:1:60001'")]
    [InlineData("clean:1", "too many values")]
    [InlineData("telephone:1", "too many values")]
    [InlineData("realistic:1", "'realistic' is not known")]
    public void Parse_bad_condition_says_what_is_wrong(string text, string reason)
    {
        EvalException exception = Assert.Throws<EvalException>(() => AudioCondition.Parse(text));

        Assert.Equal(("InvalidCondition", ErrorKind.Usage, text), (exception.ErrorId, exception.Kind, exception.Target));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains("loss:PERCENT[:BURST]", exception.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_realistic_can_be_joined_with_others_as_its_syntax_says() =>
        Assert.Equal("realistic+gain:-10", AudioCondition.Parse("realistic+gain:-10").Name);

    [Fact]
    public void Parse_white_space_in_a_value_is_refused() => Assert.Throws<EvalException>(() => AudioCondition.Parse("noise: 10"));

    [Theory]
    [InlineData("noise:-5.5:pink+echo:90:0.15", "noise--5.5-pink_echo-90-0.15")]
    [InlineData("telephone", "telephone")]
    public void Slug_may_be_part_of_a_file_name(string text, string slug) => Assert.Equal(slug, AudioCondition.Parse(text).Slug);
}
