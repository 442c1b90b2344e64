using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Grading.Judging;

public sealed class JudgeVerdictTests
{
    [Theory]
    [InlineData("""{"grade":1,"rationale":"It is so."}""", 1, "It is so.")]
    [InlineData("""{"grade":0,"rationale":"It is not."}""", 0, "It is not.")]
    [InlineData("""{"rationale":"Turned round.","grade":1}""", 1, "Turned round.")]
    [InlineData(" \r\n\t{ \"grade\" : 1 , \"rationale\" : \" trimmed \" } \n", 1, "trimmed")]
    [InlineData("""{"grade":1,"rationale":""}""", 1, "")]
    [InlineData("""{"grade":0,"rationale":"{\"grade\":1,\"rationale\":\"sly\"}"}""", 0, """{"grade":1,"rationale":"sly"}""")]
    [InlineData("""{"gr\u0061de":1,"rationale":"escaped name"}""", 1, "escaped name")]
    [InlineData("""{"grade":1,"rationale":"\ud83d\ude00 \ud800 \udc00"}""", 1, "\U0001F600 \uFFFD \uFFFD")]
    [InlineData("""{"grade":-0,"rationale":"minus nothing"}""", 0, "minus nothing")]
    public void Answer_in_the_form_that_was_asked_for_is_a_grade(string answer, int grade, string rationale)
    {
        foreach (bool mayBeNull in new[] { false, true })
        {
            Assert.Equal(new JudgeVerdict(grade, rationale), JudgeVerdict.Parse(answer, mayBeNull));
        }
    }

    [Fact]
    public void Null_is_a_verdict_only_where_a_criterion_may_not_apply()
    {
        const string Answer = """{"grade":null,"rationale":"Nothing to look at."}""";

        Assert.Equal(new JudgeVerdict(null, "Nothing to look at."), JudgeVerdict.Parse(Answer, mayBeNull: true));
        Assert.DoesNotContain(
            "or null", Assert.Throws<JudgeException>(() => JudgeVerdict.Parse(Answer, mayBeNull: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("The criterion is met, so I give it a 1.")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"1\"")]
    [InlineData("[]")]
    [InlineData("""[{"grade":1,"rationale":"x"}]""")]
    [InlineData("{}")]
    [InlineData("""{"grade":1}""")]
    [InlineData("""{"rationale":"x"}""")]
    [InlineData("""{"grade":1,"rationale":null}""")]
    [InlineData("""{"grade":1,"rationale":5}""")]
    [InlineData("""{"grade":1,"rationale":["x"]}""")]
    [InlineData("""{"grade":"1","rationale":"x"}""")]
    [InlineData("""{"grade":2,"rationale":"x"}""")]
    [InlineData("""{"grade":-1,"rationale":"x"}""")]
    [InlineData("""{"grade":0.5,"rationale":"x"}""")]
    [InlineData("""{"grade":1.0,"rationale":"x"}""")]
    [InlineData("""{"grade":1e0,"rationale":"x"}""")]
    [InlineData("""{"grade":10,"rationale":"x"}""")]
    [InlineData("""{"grade":4294967297,"rationale":"x"}""")]
    [InlineData("""{"grade":1e400,"rationale":"x"}""")]
    [InlineData("""{"grade":01,"rationale":"x"}""")]
    [InlineData("""{"grade":+1,"rationale":"x"}""")]
    [InlineData("""{"grade":true,"rationale":"x"}""")]
    [InlineData("""{"grade":false,"rationale":"x"}""")]
    [InlineData("""{"grade":[1],"rationale":"x"}""")]
    [InlineData("""{"grade":{"value":1},"rationale":"x"}""")]
    [InlineData("""{"grade":1,"rationale":"x","confidence":0.9}""")]
    [InlineData("""{"grade":1,"rationale":"x","grade":1}""")]
    [InlineData("""{"grade":1,"grade":0,"rationale":"x"}""")]
    [InlineData("""{"grade":1,"gr\u0061de":0,"rationale":"x"}""")]
    [InlineData("""{"Grade":1,"rationale":"x"}""")]
    [InlineData("""{"grade ":1,"rationale":"x"}""")]
    [InlineData("""{"result":{"grade":1,"rationale":"x"}}""")]
    [InlineData("""{"grade":1,"rationale":"x"}{"grade":0,"rationale":"y"}""")]
    [InlineData("""{"grade":1,"rationale":"x"} That is all.""")]
    [InlineData("""Here you are: {"grade":1,"rationale":"x"}""")]
    [InlineData("```json\n{\"grade\":1,\"rationale\":\"x\"}\n```")]
    [InlineData("""{"grade":1,"rationale":"x",}""")]
    [InlineData("""{"grade":1,/* sure */"rationale":"x"}""")]
    [InlineData("{'grade':1,'rationale':'x'}")]
    [InlineData("{\"grade\":1,\"rationale\":\"two\nlines\"}")]
    [InlineData("\uFEFF{\"grade\":1,\"rationale\":\"x\"}")]
    [InlineData("""{"\ud800":1,"\udc00":"x"}""")]
    public void Anything_else_is_an_error_and_never_a_grade(string answer)
    {
        foreach (bool mayBeNull in new[] { false, true })
        {
            Assert.NotEmpty(Assert.Throws<JudgeException>(() => JudgeVerdict.Parse(answer, mayBeNull)).Message);
        }
    }

    [Fact]
    public void Answer_that_ends_anywhere_before_its_end_is_an_error()
    {
        const string Answer = """{"grade":1,"rationale":"The \"agent\" \u00e9 \ud83d\ude00 did it."}""";

        Assert.All(
            Enumerable.Range(0, Answer.Length),
            length => Assert.Throws<JudgeException>(() => JudgeVerdict.Parse(Answer[..length], mayBeNull: true)));
    }

    [Fact]
    public void Half_a_surrogate_pair_in_the_text_itself_harms_nothing()
    {
        Assert.Equal(new JudgeVerdict(1, "a \uFFFD b"), JudgeVerdict.Parse("{\"grade\":1,\"rationale\":\"a \ud800 b\"}", mayBeNull: false));
        Assert.Throws<JudgeException>(() => JudgeVerdict.Parse("{\"grade\":\"\ud800\",\"rationale\":\"\udc00\"}", mayBeNull: false));
    }

    [Fact]
    public void Huge_answer_is_read_and_a_huge_mistake_is_told_in_short()
    {
        string huge = new('x', 10_000_000);

        Assert.Equal(huge, JudgeVerdict.Parse($$"""{"grade":1,"rationale":"{{huge}}"}""", mayBeNull: false).Rationale);
        foreach (string wrong in new[]
        {
            huge,
            $"[\"{huge}\"]",
            $$"""{"grade":"{{huge}}","rationale":"x"}""",
            new string('[', 1_000_000),
            new string('1', 1_000_000),
            $$"""{"grade":{{new string('1', 1_000_000)}},"rationale":"x"}""",
        })
            Assert.InRange(Assert.Throws<JudgeException>(() => JudgeVerdict.Parse(wrong, mayBeNull: true)).Message.Length, 1, 400);
    }

    [Fact]
    public void Whatever_is_said_it_is_a_grade_or_an_error()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", "\"grade\"", "\"rationale\"", ":", ",", "1", "0", "2", "null", "true", "1.0", "-", "e",
            "\"x\"", "\"", "\\", "\\u", "d800", "\uFEFF", " ", "\n", "\ud800", "\udc00", "\u00e9", "//", "\0",
        ];
        Gen<string> text = Gen.Elements(pieces).ArrayOf().Select(string.Concat);

        Fuzz.ForAll(text, answer =>
        {
            try
            {
                Assert.True(JudgeVerdict.Parse(answer, mayBeNull: true).Grade is null or 0 or 1);
            }
            catch (JudgeException)
            {
                // That is what is meant to happen.
            }
        }, tests: 5_000);
    }
}
