using System.Text;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Secrets;

public sealed class RedactorTests
{
    private const string Secret = "sk-Canary/5+9~0?dGVzdA";

    private readonly Redactor _redactor = Redactor.Of([Secret]);

    public static TheoryData<string> Spellings => [.. SecretSpelling.All.Keys];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Secret_is_taken_out_however_it_is_spelled(string spelling)
    {
        string text = $"before \"{SecretSpelling.All[spelling](Secret)}\" after";

        string redacted = _redactor.Redact(text);

        Assert.True(SecretSpelling.Tells(text, Secret));
        Assert.False(SecretSpelling.Tells(redacted, Secret), redacted);
        Assert.StartsWith("before \"", redacted, StringComparison.Ordinal);
        Assert.EndsWith("\" after", redacted, StringComparison.Ordinal);
        Assert.Contains(Redactor.Mask, redacted, StringComparison.Ordinal);
        Assert.Equal(redacted, Encoding.UTF8.GetString(_redactor.Redact(Encoding.UTF8.GetBytes(text)).Span));
        Assert.Equal(redacted, _redactor.Redact(redacted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("get_account_balance")]
    [InlineData("100 %, 5%2 and \\u00e9\\/é\\\\")]
    [InlineData("{\"a\":\"\\u\",\"b\":\"%\",\"c\":\"\\")]
    public void Text_without_a_secret_is_the_same_text(string text)
    {
        Assert.Same(text, _redactor.Redact(text));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(_redactor.Redact(bytes).Span == bytes);
    }

    [Fact]
    public void Each_of_several_secrets_is_taken_out_each_time() =>
        Assert.Equal(
            "[redacted] and [redacted][redacted]",
            Redactor.Of(["secret-one", "secret-two"]).Redact("secret-one and secret-twosecret-one"));

    [Theory]
    [InlineData("sk-Canary/5+...", "[redacted]...")]
    [InlineData("sk-Canary/5+9~0?dGVz...", "[redacted]...")]
    [InlineData("sk-Canary and sk-Can...", "sk-Canary and sk-Can...")]
    public void Secret_that_is_cut_is_taken_out_where_much_of_it_is_left(string text, string expected) =>
        Assert.Equal(expected, _redactor.Redact(text));

    [Theory]
    [InlineData("x")]
    [InlineData("account")]
    [InlineData("redacted")]
    public void What_is_too_short_for_a_secret_stays(string secret)
    {
        Redactor redactor = Redactor.Of([secret]);

        Assert.True(redactor.IsNone);
        Assert.Equal($"a {secret} b", redactor.Redact($"a {secret} b"));
    }

    [Fact]
    public void Secret_with_a_percent_sign_is_found_as_it_is_and_encoded()
    {
        Redactor redactor = Redactor.Of(["sk-%41%42-key"]);

        Assert.Equal("[redacted] [redacted]", redactor.Redact("sk-%41%42-key sk-%2541%2542-key"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_secrets_are_taken_out_of_random_text(int seed)
    {
        var random = new Random(seed);
        string[] spellings = [.. SecretSpelling.All.Keys];
        for (int round = 0; round < 300; round++)
        {
            string secret = new([
                .. Enumerable.Range(0, random.Next(8, 60))
                    .Select(_ => (char)random.Next('!', '~' + 1))
                    .Where(character => character is not ('"' or '\\' or '%')),
            ]);
            if (!Redactor.IsSecret(secret)) continue;
            string text = string.Concat(Enumerable.Range(0, 4)
                .Select(_ => $"{Noise(random)} {SecretSpelling.All[spellings[random.Next(spellings.Length)]](secret)} {Noise(random)}"));

            string redacted = Redactor.Of([secret]).Redact(text);

            Assert.False(SecretSpelling.Tells(redacted, secret), $"{secret} in {text}: {redacted}");
        }
    }

    private static string Noise(Random random) =>
        new([.. Enumerable.Range(0, random.Next(12)).Select(_ => "ab=%\\u\"/+-0 "[random.Next(12)])]);
}
