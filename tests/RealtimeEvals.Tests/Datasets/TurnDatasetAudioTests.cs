using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

/// <summary>The columns audio_path and condition.</summary>
public sealed class TurnDatasetAudioTests : IDisposable
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];

    public TurnDatasetAudioTests()
    {
        Directory.CreateDirectory(_folder.PathOf("data", "audio"));
        Directory.CreateDirectory(_folder.PathOf("outside"));
        _folder.Write("data/a.wav", "");
        _folder.Write("data/audio/b.wav", "");
        _folder.Write("outside/c.wav", "");
        File.CreateSymbolicLink(_folder.PathOf("data", "out.wav"), _folder.PathOf("outside", "c.wav"));
        File.CreateSymbolicLink(_folder.PathOf("data", "in.wav"), _folder.PathOf("data", "audio", "b.wav"));
        File.CreateSymbolicLink(_folder.PathOf("data", "relative.wav"), "audio/b.wav");
        File.CreateSymbolicLink(_folder.PathOf("data", "dangling.wav"), _folder.PathOf("data", "nothing.wav"));
        Directory.CreateSymbolicLink(_folder.PathOf("data", "outdoors"), _folder.PathOf("outside"));
        File.CreateSymbolicLink(_folder.PathOf("data", "roundabout.wav"), _folder.PathOf("data", "outdoors", "c.wav"));
        Directory.CreateSymbolicLink(_folder.PathOf("alias"), _folder.PathOf("data"));
    }

    [Theory]
    [InlineData("a.wav", "a.wav")]
    [InlineData(" a.wav ", "a.wav")]
    [InlineData("./a.wav", "a.wav")]
    [InlineData("audio/b.wav", "audio/b.wav")]
    [InlineData("audio\\b.wav", "audio/b.wav")]
    [InlineData("audio/../a.wav", "a.wav")]
    [InlineData("in.wav", "in.wav")]
    [InlineData("relative.wav", "relative.wav")]
    public void Read_file_in_or_below_the_folder_of_the_table_is_found(string written, string expected)
    {
        SingleTurnCase item = Assert.Single(Read(written, AudioColumn.Required));

        Assert.Equal(_folder.PathOf("data", expected), item.AudioPath);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("", "blank")]
    [InlineData("  ", "blank")]
    [InlineData("nothing.wav", "does not exist")]
    [InlineData("dangling.wav", "does not exist")]
    [InlineData("audio", "is a folder")]
    [InlineData(".", "is a folder")]
    [InlineData("..", "leads outside the folder of the table")]
    [InlineData("../outside/c.wav", "leads outside the folder of the table")]
    [InlineData("..\\outside\\c.wav", "leads outside the folder of the table")]
    [InlineData("audio/../../outside/c.wav", "leads outside the folder of the table")]
    [InlineData("../data2/a.wav", "leads outside the folder of the table")]
    [InlineData("out.wav", "is a link that leads outside the folder of the table")]
    [InlineData("outdoors/c.wav", "is a link that leads outside the folder of the table")]
    [InlineData("roundabout.wav", "is a link that leads outside the folder of the table")]
    public void Read_file_that_must_not_be_read_is_a_problem_of_its_row(string written, string found)
    {
        Assert.Empty(Read(written, AudioColumn.Required));

        DataProblem problem = Assert.Single(_problems);
        Assert.Equal((2, "audio_path"), (problem.Row, problem.Column));
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_absolute_path_may_lead_anywhere() =>
        Assert.Equal(
            _folder.PathOf("outside", "c.wav"),
            Assert.Single(Read(_folder.PathOf("outside", "c.wav"), AudioColumn.Required)).AudioPath);

    [Fact]
    public void Read_table_reached_through_a_link_finds_its_own_files()
    {
        _folder.Write("data/t.csv", $"{Header},audio_path\na,one,,,a.wav\n");

        IReadOnlyList<SingleTurnCase> cases = TurnDataset.Read(
            _folder.PathOf("alias", "t.csv"), AudioColumn.Required, Given.Tables, tools: null, _problems);

        Assert.Empty(_problems);
        Assert.Equal(_folder.PathOf("alias", "a.wav"), Assert.Single(cases).AudioPath);
    }

    [Fact]
    public void Read_required_column_that_is_missing_is_a_problem_of_the_header()
    {
        Assert.Empty(ReadTable($"{Header}\na,one,,\n", AudioColumn.Required));

        DataProblem problem = Assert.Single(_problems);
        Assert.Equal((1, "audio_path", "no such column"), (problem.Row, problem.Column, problem.Found));
        Assert.Contains("audio_path", problem.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AudioColumn.Optional)]
    [InlineData(AudioColumn.Ignored)]
    public void Read_column_that_may_be_missing_is_not_missed(AudioColumn audio) =>
        Assert.Equal("", Assert.Single(ReadTable($"{Header}\na,one,,\n", audio)).AudioPath);

    [Fact]
    public void Read_optional_cell_that_is_blank_names_no_file() =>
        Assert.Equal("", Assert.Single(Read("", AudioColumn.Optional)).AudioPath);

    [Fact]
    public void Read_optional_cell_that_is_wrong_is_a_problem()
    {
        Assert.Empty(Read("nothing.wav", AudioColumn.Optional));
        Assert.Equal("audio_path", Assert.Single(_problems).Column);
    }

    [Fact]
    public void Read_ignored_cell_is_not_looked_at() =>
        Assert.Equal("", Assert.Single(Read("../nothing.wav", AudioColumn.Ignored)).AudioPath);

    [Theory]
    [InlineData("clean", "clean")]
    [InlineData(" noise:10 ", "noise:10")]
    [InlineData("", "")]
    [InlineData("what the user says", "what the user says")]
    public void Read_condition_is_kept(string written, string expected) =>
        Assert.Equal(
            expected,
            Assert.Single(ReadTable($"{Header},audio_path,condition\na,one,,,a.wav,{written}\n", AudioColumn.Required)).Condition);

    [Fact]
    public void Read_condition_that_is_missing_is_blank() => Assert.Equal("", Assert.Single(Read("a.wav", AudioColumn.Required)).Condition);

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SingleTurnCase> Read(string audioPath, AudioColumn audio) =>
        ReadTable($"{Header},audio_path\na,one,,,{audioPath}\n", audio);

    private IReadOnlyList<SingleTurnCase> ReadTable(string csv, AudioColumn audio) =>
        TurnDataset.Read(_folder.Write("data/t.csv", csv), audio, Given.Tables, tools: null, _problems);
}
