using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Secrets;

public sealed class SecretStreamTests
{
    private const string Secret = "sk-Canary/5+9~0?dGVzdA";

    public static TheoryData<string> Spellings => [.. SecretSpelling.All.Keys];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Secret_that_comes_in_any_parts_cannot_be_put_together_again(string spelling)
    {
        string sent = $"My key, {SecretSpelling.All[spelling](Secret)}!";
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int most = round % 12 + 1;
            string written = "";
            var stream = new SecretStream(Redactor.Of([Secret]));
            for (int from = 0; from < sent.Length;)
            {
                string part = sent.Substring(from, Math.Min(random.Next(1, most + 1), sent.Length - from));
                written += Redactor.Cover(part, stream.Find(part));
                from += part.Length;
            }

            Assert.False(SecretSpelling.Tells(written, Secret[..8]), $"{sent} in parts of {most}: {written}");
            Assert.False(SecretSpelling.Tells(written, Secret[^8..]), $"{sent} in parts of {most}: {written}");
            Assert.StartsWith("My key, ", written, StringComparison.Ordinal);
            Assert.EndsWith("!", written, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_only_begins_like_a_secret_is_covered_from_where_it_would_tell_something()
    {
        var stream = new SecretStream(Redactor.Of([Secret]));

        Assert.Empty(stream.Find("a sk-"));
        Assert.Empty(stream.Find(" b sk-"));
        Assert.Equal([(0, 3)], stream.Find("Can"));
        Assert.Empty(stream.Find("dle"));
    }

    [Fact]
    public void Secret_that_is_whole_in_one_part_is_covered_and_nothing_else()
    {
        var stream = new SecretStream(Redactor.Of([Secret]));

        Assert.Equal([(2, 2 + Secret.Length)], stream.Find($"a {Secret} b"));
        Assert.Empty(stream.Find("c"));
    }
}
