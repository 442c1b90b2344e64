using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Gates;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>
/// Whatever is said, a table gives it back to each of its readers, in its own cell, and no spreadsheet takes it for a formula.
/// </summary>
public sealed class SpreadsheetCellTests : IDisposable
{
    /// <summary>Prints the rows of a table as JSON, a list of cells each.</summary>
    private const string PythonReader =
        "import csv, json, sys\nsys.stdout.write(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))))";

    private static readonly string[] Nasty =
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => ((char)code).ToString()), "\u2028", "\u2029",
            "\uFEFF", "\u200B", "\u200E", "\u200F",
        "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\uD83D", "\uDE00", "\uD83D\uDE00",
            "\uFFFE", "\r\n", "\"", "\"\"", "'", ",", ";", "|",
        " ", "\u00A0", "\u3000", "=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "=cmd|'/C calc'!A0", "1", "a", "\\", "#",
            "true", "{}", "\u00E9", "\u4E2D",
    ];

    private readonly TemporaryFolder _folder = new();

    private static Gen<string> Texts { get; } = Gen.Elements(Nasty).ListOf().Select(parts => string.Concat(parts.Take(6)));

    [Fact]
    public void Every_text_comes_back_in_its_own_cell() => Fuzz.ForAll(Texts.Three(), row =>
    {
        string[] texts = [row.Item1, row.Item2, row.Item3];

        Assert.Equal(texts.Select(SpreadsheetCell.Of), Given.Tables.Parse(Table([["a", "b", "c"], texts])).Rows.Single().Cells,
            StringComparer.Ordinal);
    }, tests: 10_000);

    [Fact]
    public void No_spreadsheet_takes_a_text_for_a_formula() =>
        Fuzz.ForAll(Texts, text => Assert.False(Excel.IsFormula(SpreadsheetCell.Of(text)), Describe(text)), tests: 20_000);

    [Fact]
    public void The_guard_comes_off_again() => Fuzz.ForAll(Texts, text =>
    {
        if (!text.StartsWith('\'')) Assert.Equal(text, SpreadsheetCell.TextOf(SpreadsheetCell.Of(text)));
    }, tests: 10_000);

    [Fact]
    public void Rules_of_the_spreadsheet_are_those_that_are_known()
    {
        Assert.All(["=1+1", "+1+1", "-A1+1", "@SUM(A1)", "\t=1", " =1", "\"=1\"", "\uFF1D1", "=cmd|'/C calc'!A0"], text =>
            Assert.True(Excel.IsFormula(text), Describe(text)));
        Assert.All(["", "a", "'=1", "-5", "+1.5e3", "a=1", "1-1", "-", "'-A1+1"], text =>
            Assert.False(Excel.IsFormula(text), Describe(text)));
    }

    /// <summary>One process reads thousands of rows, each character in each place among them.</summary>
    [Fact]
    public async Task Python_reads_every_cell_as_it_was_said()
    {
        string? python = Python();
        Assert.SkipWhen(python is null, "There is no python3 here; the other tests of this class stand for its rules.");
        string[][] rows = [["a", "b", "c"], .. Nasty.Select(text => (string[])[text, $"a{text}=1", $"{text}{text}\r{text}"]),
            .. Gen.Sample(Texts.Three(), 4000).Select(row => (string[])[row.Item1, row.Item2, row.Item3])];
        string path = _folder.Write("table.csv", "");
        await File.WriteAllBytesAsync(path, new UTF8Encoding(false).GetBytes(Table(rows)), TestContext.Current.CancellationToken);

        string[][] read = JsonSerializer.Deserialize<string[][]>(await RunAsync(python!, path))!;

        Assert.Equal(rows.Length, read.Length);
        foreach ((string[] said, string[] got) in rows.Zip(read)) Assert.Equal(
            said.Select(text => OnDisk(SpreadsheetCell.Of(text))), got, StringComparer.Ordinal);
    }

    /// <summary>
    /// All tables of results have their cells from one place; the table of walk audio holds the user's own words, which are read again.
    /// </summary>
    [Fact]
    public void Nothing_else_writes_tables()
    {
        IEnumerable<string> writers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("ormat.Format(", StringComparison.Ordinal)
                || File.ReadAllText(path).Contains("ables.Format(", StringComparison.Ordinal));

        Assert.Equal(
            ["GuardedTable.cs", "LiveTable.cs", "WalkAudioTable.cs"],
            writers.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    /// <summary>A guard that stands in the table and not in the journal is no difference.</summary>
    [Theory]
    [InlineData("\uFF1D1+1")]
    [InlineData("=1+1")]
    [InlineData(" \"=1+1")]
    [InlineData("\u200E@SUM(A1)")]
    public void Journal_and_table_agree_on_a_guarded_cell(string text)
    {
        using var run = new FolderStore(_folder.Path).Create("run", replace: false);
        run.Write(Simulated.Manifest(1));
        string line = JsonSerializer.Serialize(new { case_id = "a", outcome = "pass", rationale = text });
        File.WriteAllText(run.Files.PathOf("journal.jsonl"), Chained.Lines("run", [line]));
        EvidenceRow row = EvidenceRow.Of(
            JsonSerializer.SerializeToElement(new { case_id = "a", outcome = "pass", rationale = SpreadsheetCell.Of(text) }));

        Assert.Empty(JournalCheck.Find("run", run.Files.Path, [row]));
    }

    public void Dispose() => _folder.Dispose();

    private static string Table(IEnumerable<IReadOnlyList<string>> rows) =>
        Given.Tables.Format(rows.Select(row => (IReadOnlyList<string>)[.. row.Select(SpreadsheetCell.Of)]));

    /// <summary>What a file of UTF-8 can hold of a cell: half of a surrogate pair becomes U+FFFD.</summary>
    private static string OnDisk(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Describe(string text) =>
        string.Join(' ', text.Select(letter => ((int)letter).ToString("X4", CultureInfo.InvariantCulture)));

    private static string? Python() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => (string[])[Path.Combine(folder, "python3"), Path.Combine(folder, "python3.exe")]).FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string python, string path)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(
            python, ["-c", PythonReader, path]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>
    /// When spreadsheets take a cell of a CSV file for a formula, by their own documentation and that of OWASP on CSV injection.
    /// </summary>
    private static class Excel
    {
        private const string Signs = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

        public static bool IsFormula(string cell)
        {
            string shown = cell.Trim().Trim('"', ' ', '\t', '\r', '\n');
            bool isNumber = double.TryParse(shown, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

            // A name behind a minus may be shown as the value of a cell, but nothing is called.
            bool isId = shown.Length > 1 && shown[0] == '-'
                && shown.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
            return shown.Length > 1 && Signs.Contains(shown[0], StringComparison.Ordinal) && !isNumber && !isId;
        }
    }
}
