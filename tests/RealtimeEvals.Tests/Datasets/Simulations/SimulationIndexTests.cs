using System.Text;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Simulations;

public sealed class SimulationIndexTests : IDisposable
{
    private const string Header = "simulation_id,simulation_path,enabled,notes,max_turns_override\n";

    private readonly SimulationFolder _folder = new();

    [Fact]
    public void Read_index_of_the_reference_gives_the_simulation()
    {
        Simulation simulation = _folder.WithIndex($"{Header}base,sim.json,true,\"first, of many\",0\n").Read();

        Assert.Equal(("base", _folder.SimulationPath, 6), (simulation.Id, simulation.Path, simulation.Turns.Maximum));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData(" true ", true)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    public void Read_enabled_is_true_in_any_case_and_blank_is_false(string written, bool expected)
    {
        _folder.With("simulation_id", null).WithIndex($"{Header}a,sim.json,true,,\nb,sim.json,{written},,\n");

        Assert.Equal(expected ? ["a", "b"] : ["a"], _folder.ReadAll().Select(simulation => simulation.Id));
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("yes")]
    [InlineData("nan")]
    [InlineData("wahr")]
    public void Read_enabled_that_could_mean_anything_is_a_problem(string written)
    {
        _folder.WithIndex($"{Header}base,sim.json,{written},,\n").AssertIndexProblem(2, "enabled", $"'{written}'", "true");
    }

    [Fact]
    public void Read_without_an_enabled_column_takes_every_row()
    {
        _folder.With("simulation_id", null).WithIndex("simulation_path,simulation_id\nsim.json,a\nsim.json,b\n");

        Assert.Equal(["a", "b"], _folder.ReadAll().Select(simulation => simulation.Id));
    }

    [Fact]
    public void Read_index_with_nothing_enabled_is_a_problem()
    {
        _folder.WithIndex($"{Header}base,sim.json,false,,\n").AssertIndexProblem(null, "enabled", "no simulation is enabled");
    }

    [Fact]
    public void Read_row_that_is_not_enabled_needs_no_file()
    {
        _folder.WithIndex($"{Header}base,sim.json,true,,\nlater,not_written_yet.json,false,,\n").Read();
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("six")]
    [InlineData("1e3")]
    [InlineData("1001")]
    [InlineData("99999999999999999999")]
    [InlineData("0x10")]
    [InlineData("٣")]
    public void Read_override_of_turns_that_is_no_whole_number_in_range_is_a_problem(string written)
    {
        _folder.WithIndex($"{Header}base,sim.json,true,,{written}\n").AssertIndexProblem(2, "max_turns_override", $"'{written}'", "1000");
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData(" ", 6)]
    [InlineData("0", 6)]
    [InlineData("3", 3)]
    [InlineData(" 9 ", 9)]
    [InlineData("1000", 1000)]
    public void Read_override_of_turns_counts_more_than_the_file(string written, int expected)
    {
        Assert.Equal(expected, _folder.WithIndex($"{Header}base,sim.json,true,,{written}\n").Read().Turns.Maximum);
    }

    [Theory]
    [InlineData("../base")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("CON")]
    [InlineData("nul.json")]
    [InlineData("a b")]
    [InlineData(" base")]
    [InlineData(".base")]
    [InlineData("")]
    [InlineData("é")]
    public void Read_id_that_cannot_name_files_is_a_problem(string id)
    {
        _folder.With("simulation_id", null)
            .WithIndex($"{Header}{id},sim.json,true,,\n")
            .AssertIndexProblem(2, "simulation_id", $"'{id}'", "letters, digits");
    }

    [Theory]
    [InlineData("a", "true")]
    [InlineData("A", "true")]
    [InlineData("a", "false")]
    public void Read_id_that_stands_twice_is_a_problem(string second, string enabled)
    {
        _folder.With("simulation_id", null).WithIndex($"{Header}a,sim.json,true,,\n{second},sim.json,{enabled},,\n").ReadAll();

        Assert.Equal(
            (3, "simulation_id", $"'{second}' stands in row 2 already"),
            _folder.Problems.Select(problem => (problem.Row!.Value, problem.Column!, problem.Found)).Single());
    }

    [Theory]
    [InlineData("", "blank")]
    [InlineData("nothing.json", "does not exist")]
    [InlineData("below", "is a folder")]
    [InlineData(".", "is a folder")]
    [InlineData("../sim.json", "outside")]
    [InlineData(@"..\sim.json", "outside")]
    [InlineData("below/../../sim.json", "outside")]
    public void Read_path_that_is_no_file_below_the_index_is_a_problem(string written, string found)
    {
        Directory.CreateDirectory(_folder.PathOf("below"));

        _folder.WithIndex($"{Header}base,{written},true,,\n").AssertIndexProblem(2, "simulation_path", found);
    }

    [Fact]
    public void Read_path_may_be_absolute_or_below_in_either_notation()
    {
        using var elsewhere = new SimulationFolder();
        _folder.Write("below/sim.json", SimulationFolder.Valid);
        elsewhere.With("simulation_id", null);
        _folder.Write("below/sim.json", EditedJson.Set(SimulationFolder.Valid, "simulation_id", null));
        _folder.WithIndex(
            $"{Header}base,sim.json,true,,\nfar,{elsewhere.SimulationPath},true,,\n"
            + "near,below/sim.json,true,,\nback,below\\sim.json,true,,\n");

        Assert.Equal(["base", "far", "near", "back"], _folder.ReadAll().Select(simulation => simulation.Id));
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("base,sim.json,true,\n", 2, null, "4 cells")]
    [InlineData("base,sim.json,true,a,b,0\n", 2, null, "6 cells")]
    [InlineData("base,sim.json,true,\"no end,0\n", null, null, "quote")]
    [InlineData("base,\"sim\".json,true,,0\n", null, null, "row 2 has a quote in the wrong place")]
    [InlineData("", null, null, "no rows below the header")]
    public void Read_broken_rows_are_problems(string rows, int? row, string? column, string found)
    {
        _folder.WithIndex(Header + rows).AssertIndexProblem(row, column, found);
    }

    [Theory]
    [InlineData("", "simulation_id,simulation_path")]
    [InlineData("id,path\nbase,sim.json\n", "simulation_id,simulation_path")]
    [InlineData("simulation_id,path\nbase,sim.json\n", "simulation_path")]
    [InlineData("Simulation_Id,simulation_path\nbase,sim.json\n", "simulation_id")]
    public void Read_missing_columns_are_named_in_row_1(string csv, string missing)
    {
        Assert.Empty(_folder.WithIndex(csv).ReadAll());

        Assert.Equal(
            missing.Split(',').Select(column => (1, column)),
            _folder.Problems.Select(problem => (problem.Row!.Value, problem.Column!)));
    }

    [Fact]
    public void Read_table_of_semicolons_is_one_problem_that_says_so()
    {
        _folder.WithIndex("simulation_id;simulation_path\nbase;sim.json\n").AssertIndexProblem(1, null, "';'", "','");
    }

    [Fact]
    public void Read_column_that_stands_twice_is_a_problem()
    {
        _folder.WithIndex("simulation_id,simulation_path,enabled,enabled\nbase,sim.json,true,false\n").ReadAll();

        Assert.Contains(_folder.Problems, problem =>
            (problem.Row, problem.Column, problem.Found) == (1, "enabled", "the column appears more than once, as columns 3 and 4"));
    }

    [Fact]
    public void Read_index_that_is_missing_or_a_folder_is_one_problem_with_its_path()
    {
        File.Delete(_folder.Index);
        _folder.AssertIndexProblem(null, null, "no such file");
        Directory.CreateDirectory(_folder.Index);
        _folder.AssertIndexProblem(null, null, "a folder");
    }

    [Fact]
    public void Read_index_may_have_a_byte_order_mark_but_not_be_UTF_16()
    {
        File.WriteAllText(_folder.Index, $"{Header}base,sim.json,true,,\n", Encoding.UTF8);
        _folder.Read();

        File.WriteAllText(_folder.Index, $"{Header}base,sim.json,true,,\n", Encoding.Unicode);
        _folder.AssertIndexProblem(null, null, "UTF-8");
    }

    [Fact]
    public void Read_reports_what_is_wrong_in_index_and_files_at_once()
    {
        _folder.Write("bad.json", "[]");
        _folder.With("trials", "0")
            .WithIndex($"{Header}base,sim.json,true,,\nbad,bad.json,true,,\n../up,sim.json,false,,x\ngone,gone.json,true,,\n");

        Assert.Empty(_folder.ReadAll());

        Assert.Equal(
            [
                "sim.json  $.trials",
                "bad.json  $",
                "simulations.csv 4 simulation_id",
                "simulations.csv 4 max_turns_override",
                "simulations.csv 5 simulation_path",
            ],
            _folder.Problems.Select(
                problem => FormattableString.Invariant($"{Path.GetFileName(problem.File)} {problem.Row} {problem.Column}")));
    }

    [Fact]
    public void Read_row_with_a_fault_has_its_file_checked_all_the_same()
    {
        _folder.With("trials", "0").WithIndex($"{Header}base,sim.json,true,,1.5\n").ReadAll();

        Assert.Equal(["max_turns_override", "$.trials"], _folder.Problems.Select(problem => problem.Column));
    }

    public void Dispose() => _folder.Dispose();
}
