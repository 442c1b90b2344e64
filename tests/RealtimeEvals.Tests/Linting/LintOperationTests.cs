using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Linting;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Linting;

/// <summary>Files of data are told apart by what is in them, and everything that is wrong is a finding with its place.</summary>
public sealed class LintOperationTests : IDisposable
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("crawl", DataSetKind.Crawl)]
    [InlineData("walk", DataSetKind.Walk)]
    [InlineData("run", DataSetKind.Run)]
    [InlineData("run", DataSetKind.Simulation)]
    [InlineData("benchmark", DataSetKind.Benchmark)]
    [InlineData("refusal", DataSetKind.Refusal)]
    [InlineData("prompts", DataSetKind.Prompt)]
    [InlineData("crawl", DataSetKind.Tools)]
    [InlineData("gates", DataSetKind.Policy)]
    public void Shipped_data_is_right(string folder, DataSetKind kind)
    {
        LintedFile[] files = Check(ProductData.PathOf(folder));

        Assert.Contains(files, file => file.Kind == kind);
        Assert.Empty(files.SelectMany(file => file.Findings));
    }

    [Fact]
    public void Table_has_every_problem_with_its_row_and_column()
    {
        string table = _folder.Write("calls.csv", $"{Header}\na,,make_payment,nonsense\na,Hello,nothing,\n");

        DataFinding[] found = Findings(table);

        Assert.All(found, one => Assert.Equal((table, DataSetKind.Crawl, table, ""), (one.DataPath, one.Kind, one.File, one.JsonPath)));
        Assert.Equal(
            [(2, "user_text"), (2, "gt_tool_call_arg"), (3, "example_id"), (3, "gt_tool_call")],
            found.Select(one => (one.Row!.Value, one.Column)));
        Assert.StartsWith($"{table}, row 2, user_text: blank; expected", found[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_problem_is_only_counted()
    {
        string rows = string.Concat(Enumerable.Range(0, 250).Select(number => FormattableString.Invariant($"c{number},,,\n")));

        Assert.Equal(250, Findings(_folder.Write("calls.csv", $"{Header}\n{rows}")).Length);
    }

    [Fact]
    public void Tools_and_prompt_that_cases_are_held_against_can_be_others()
    {
        string table = _folder.Write("calls.csv", $"{Header}\na,Hello,ping,\n");
        string tools = _folder.Write("tools.json", """[{"type":"function","name":"ping"}]""");
        string blank = _folder.Write("prompt.txt", " ");

        Assert.Equal("gt_tool_call", Assert.Single(Findings(table)).Column);
        Assert.Empty(Findings(table, new LintOptions { ToolsPath = tools }));
        Assert.Equal(blank, Assert.Single(Findings(table, new LintOptions { ToolsPath = tools, SystemPromptPath = blank })).File);
    }

    [Fact]
    public void Audio_of_a_walk_is_listened_to()
    {
        byte[] sound = [.. Enumerable.Range(0, 8000).Select(sample => (byte)(sample % 2 == 0 ? 0x00 : 0x80))];
        File.WriteAllBytes(_folder.PathOf("one.wav"), WavWriter.ToBytes(new AudioFormat(AudioEncoding.MuLaw, 8000), sound));
        string table = _folder.Write("walk.csv", $"{Header},audio_path\na,Hello,,,one.wav\nb,Hello,,,two.wav\n");

        DataFinding missing = Assert.Single(Findings(table));
        Assert.Equal((DataSetKind.Walk, 3, "audio_path"), (missing.Kind, missing.Row, missing.Column));
        Assert.Equal(2, Findings(table, new LintOptions { InputEncoding = AudioEncoding.ALaw }).Length);
    }

    [Fact]
    public void Simulation_is_checked_by_its_index_and_alone()
    {
        using var folder = new SimulationFolder();
        string broken = SimulationFolder.Valid.Replace("\"max_turns\": 6", "\"max_turns\": \"six\"", StringComparison.Ordinal);
        File.WriteAllText(folder.SimulationPath, broken);

        DataFinding byIndex = Assert.Single(Findings(folder.Index));
        DataFinding alone = Assert.Single(Findings(folder.SimulationPath));

        Assert.Equal((DataSetKind.Run, folder.Index, folder.SimulationPath), (byIndex.Kind, byIndex.DataPath, byIndex.File));
        Assert.Equal((DataSetKind.Simulation, folder.SimulationPath), (alone.Kind, alone.DataPath));
        Assert.Equal("$.turns.max_turns", byIndex.JsonPath);
        Assert.Equal((null, "", "$.turns.max_turns"), (alone.Row, alone.Column, alone.JsonPath));
    }

    [Fact]
    public void Problem_of_a_shared_file_is_told_once()
    {
        using var folder = new SimulationFolder();
        File.WriteAllText(folder.SimulationPath.Replace("sim.json", "tools.json", StringComparison.Ordinal), "[{}]");

        DataFinding[] all = [.. Check(Path.GetDirectoryName(folder.Index)!).SelectMany(file => file.Findings)];

        Assert.NotEmpty(all);
        Assert.Equal(all.Length, all.Select(one => one.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Pairs_need_their_prompts_and_no_values()
    {
        _folder.Write("asks.txt", "Ask {{ FirstName }}. Say: that completes the interview.");
        _folder.Write("answers.txt", "Answer.");
        string pairs = _folder.Write("pairs.csv", "interviewer,participant\nasks,answers\nasks,nobody\nanswers,asks\n");

        LintedFile file = Assert.Single(Check(pairs, new LintOptions { PromptPath = _folder.Path }));

        Assert.Equal([(3, "participant"), (4, "interviewer")], file.Findings.Select(one => (one.Row!.Value, one.Column)));
        Assert.Contains("FirstName", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set.jsonl", """{"item":{"prompt":"p","expected":"MAYBE"}}""", DataSetKind.Refusal, "$.item.expected")]
    [InlineData("tools.json", """[{"type":"function"}]""", DataSetKind.Tools, "")]
    [InlineData("policy.json", """{"sets":{"release":{"rules":["pass_rate > often"]}}}""", DataSetKind.Policy, "$.sets.release.rules[0]")]
    [InlineData("policy.psd1", "@{ Sets = @{ Release = @{ Rules = @() } } }", DataSetKind.Policy, "$.sets.release.rules")]
    [InlineData("prompt.txt", " ", DataSetKind.Prompt, "")]
    [InlineData("turn.json", """{"simulation_id":"a b","turns":{}}""", DataSetKind.Simulation, "$.simulation_id")]
    [InlineData("broken_tools.json", "[", DataSetKind.Tools, "")]
    [InlineData("calls.csv", "example_id;user_text;gt_tool_call;gt_tool_call_arg\na;b;;\n", DataSetKind.Crawl, "")]
    [InlineData("runs.csv", "simulation_id,simulation_path\n", DataSetKind.Run, "")]
    public void File_is_known_by_its_content(string name, string content, DataSetKind kind, string place)
    {
        DataFinding[] found = Findings(_folder.Write(name, content));

        Assert.All(found, one => Assert.Equal(kind, one.Kind));
        Assert.Contains(found, one => place.Length == 0 || one.JsonPath.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public void File_that_is_no_data_set_is_wrong_where_it_is_named_and_left_out_where_it_is_not()
    {
        string notes = _folder.Write("notes.csv", "day,words\n1,none\n");
        Assert.Equal(DataSetKind.Auto, Assert.Single(Findings(notes)).Kind);
        Assert.Equal("a folder without a data set", Assert.Single(Findings(_folder.Path)).Found);
        Assert.Equal("no such file", Assert.Single(Findings(_folder.PathOf("nothing.csv"))).Found);

        _folder.Write("calls.csv", $"{Header}\na,Hello,,\n");
        Assert.Empty(Findings(_folder.Path));
        Assert.Single(Findings(_folder.Path, new LintOptions { Kind = DataSetKind.Policy }));
        Assert.NotEmpty(Findings(notes, new LintOptions { Kind = DataSetKind.Crawl }));
    }

    public void Dispose() => _folder.Dispose();

    private static LintedFile[] Check(string path, LintOptions? options = null) =>
        [.. new LintOperation(AdapterServices.Create(TimeProvider.System).Tables).Check(path, options ?? new LintOptions())];

    private static DataFinding[] Findings(string path, LintOptions? options = null) =>
        [.. Check(path, options).SelectMany(file => file.Findings)];
}
