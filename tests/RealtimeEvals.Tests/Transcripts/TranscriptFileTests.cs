using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts;

public sealed class TranscriptFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Line_without_a_label_belongs_to_the_turn_before_it(string lineBreak)
    {
        string[] lines = ["", "AGENT: Good day.", "What is it?", "", "PARTICIPANT: My knee.", "AGENT:", "agent: no label"];
        string path = _folder.Write("talk.txt", string.Join(lineBreak, lines));

        MeasuredConversation talk = TranscriptFile.Read(path);

        Assert.Equal("talk", talk.Name);
        Assert.Equal(
            [
                new SpokenTurn(Speaker.Agent, "Good day.\nWhat is it?"),
                new SpokenTurn(Speaker.Participant, "My knee."),
                new SpokenTurn(Speaker.Agent, "agent: no label"),
            ],
            talk.Turns);
    }

    [Theory]
    [InlineData("", "no turns")]
    [InlineData("\n \n", "no turns")]
    [InlineData("\nhello\nAGENT: x", "row 2: 'hello'")]
    public void Text_that_is_no_transcript_is_refused(string content, string words)
    {
        string path = _folder.Write("talk.txt", content);

        EvalException error = Assert.Throws<EvalException>(() => TranscriptFile.Read(path));

        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
