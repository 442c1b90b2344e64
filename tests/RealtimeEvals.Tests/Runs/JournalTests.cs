using System.Text;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string JournalPath => _folder.PathOf(Journal.FileName);

    [Fact]
    public void Append_is_read_back_by_the_next_opening()
    {
        using (var journal = Journal.Open(JournalPath, "run"))
        {
            journal.Append(new Entry("a", "one\ntwo \u2028 \"é\" 😀"));
            journal.Append(new Entry("b", ""));
        }

        using (var journal = Journal.Open(JournalPath, "run")) journal.Append(new Entry("c", "x"));

        Assert.Equal(
            [new Entry("a", "one\ntwo \u2028 \"é\" 😀"), new Entry("b", ""), new Entry("c", "x")],
            Journals.Read<Entry>(JournalPath));
    }

    [Fact]
    public void Append_is_on_disk_before_it_returns()
    {
        using var journal = Journal.Open(JournalPath, "run");

        journal.Append(new Entry("a", "x"));

        Assert.Equal(new Entry("a", "x"), Assert.Single(Journals.Read<Entry>(JournalPath)));
        Assert.EndsWith("}\n", ReadWhileOpen(), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_from_many_threads_keeps_every_line_whole()
    {
        using (var journal = Journal.Open(JournalPath, "run"))
        {
            Parallel.For(0, 200, i => journal.Append(new Entry($"{i}", new string('x', i))));
        }

        Assert.Equal(Enumerable.Range(0, 200), Journals.Read<Entry>(JournalPath).Select(entry => entry.Text.Length).Order());
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"id\":\"b\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"\\u0069d\":\"b\"}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"} {}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"latency_ms\":-1e308}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"latency_ms\":1e999}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"usage\":{\"input_tokens\":-1}}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"grades\":[{\"grade\":2}]}")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"cost_usd\":-0.1}")]
    public void Line_that_can_be_read_in_two_ways_or_bears_a_figure_that_cannot_be_is_refused(string line)
    {
        File.WriteAllText(JournalPath, line + "\n");

        EvalException error = Assert.Throws<EvalException>(() => Journals.Read<Entry>(JournalPath));

        Assert.Equal(("InvalidInput", 1), (error.ErrorId, error.Problems[0].Row));
    }

    [Theory]
    [InlineData("{\"id\":\"b\",\"te")]
    [InlineData("{\"id\":\"b\",\"text\":\"y\"}")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    public void Open_torn_last_line_is_taken_away(string torn)
    {
        string whole = Chained.Lines("run", ["{\"id\":\"a\",\"text\":\"x\"}"]);
        File.WriteAllText(JournalPath, whole + torn);

        Assert.Equal([new Entry("a", "x")], Journals.Read<Entry>(JournalPath));
        using (var journal = Journal.Open(JournalPath, "run"))
        {
            journal.Append(new Entry("c", "z"));
        }

        Assert.Equal(
            Chained.Lines("run", ["{\"id\":\"a\",\"text\":\"x\"}", "{\"id\":\"c\",\"text\":\"z\"}"]),
            File.ReadAllText(JournalPath));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"id\":\"b\",\"text\":")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Open_damaged_line_in_the_middle_is_named_by_its_row(string damaged)
    {
        File.WriteAllText(
            JournalPath,
            $"{Chained.Lines("run", ["{\"id\":\"a\",\"text\":\"x\"}"])}{damaged}\n{{\"id\":\"c\",\"text\":\"z\"}}\n");

        foreach ((Action open, string errorId) in new (Action, string)[]
        {
            (() => Journal.Open(JournalPath, "run").Dispose(), "JournalChanged"),
            (() => Journals.Read<Entry>(JournalPath), "InvalidInput"),
        })
        {
            var exception = Assert.Throws<EvalException>(open);
            Assert.Equal(errorId, exception.ErrorId);
            Assert.Equal((JournalPath, (int?)2), (exception.Problems[0].File, exception.Problems[0].Row));
        }
    }

    [Fact]
    public void Open_damaged_journal_does_not_keep_the_file()
    {
        File.WriteAllText(JournalPath, "garbage\n");
        Assert.Throws<EvalException>(() => Journal.Open(JournalPath, "run"));

        using var exclusive = new FileStream(JournalPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(8, exclusive.Length);
    }

    [Fact]
    public void Open_place_that_is_a_folder_says_that_evidence_is_not_written()
    {
        Directory.CreateDirectory(JournalPath);

        var exception = Assert.Throws<EvalException>(() => Journal.Open(JournalPath, "run"));

        Assert.Equal(("EvidenceNotWritten", ErrorKind.Storage, JournalPath), (exception.ErrorId, exception.Kind, exception.Target));
    }

    public void Dispose() => _folder.Dispose();

    private string ReadWhileOpen()
    {
        using var stream = new FileStream(JournalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record Entry(string Id, string Text);
}
