using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Linting;

/// <summary>
/// Checks files of data before anything is run, by the readers that the runs use: what passes here is not refused there, and every problem
/// is told at once. Nothing is sent and nothing is written. An operation checks several paths one after the other, and tells a problem of
/// a file that they share, such as the tools, once.
/// </summary>
/// <param name="tables">Reads the tables.</param>
public sealed class LintOperation(ITableFormat tables)
{
    private const string Kinds =
        "a table of crawl or walk cases, an index of simulations, a simulation, pairs of prompts, a prompt, a smoke set, tools or a policy";

    private readonly HashSet<DataProblem> _told = [];
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>Checks a file, or the data sets that are in a folder; folders below it are not looked at.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="options">What the files are, and what they are held against. Of a folder, those of the kind are checked.</param>
    /// <returns>What was checked, file by file; at least one, since a folder without a data set is a finding.</returns>
    /// <exception cref="EvalException"><c>PathNotFound</c>: the folder, or that of the prompts, cannot be listed.</exception>
    public IEnumerable<LintedFile> Check(string path, LintOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        return Directory.Exists(path) ? CheckFolder(path, options) : [CheckFile(path, options, isNamed: true)];
    }

    private IEnumerable<LintedFile> CheckFolder(string folder, LintOptions options)
    {
        int known = 0;
        foreach (string file in FilesIn(folder))
        {
            DataSetKind kind = DataSetGuess.Of(file, isNamed: false);
            if (kind == DataSetKind.Auto && DataSetGuess.FindProblem(file) is DataProblem problem)
            {
                known++;
                yield return new LintedFile(file, kind, [DataFinding.Of(problem, file, kind)], []);
            }

            if (kind == DataSetKind.Auto || (options.Kind != DataSetKind.Auto && options.Kind != kind)) continue;
            known++;
            yield return CheckFile(file, options with { Kind = kind }, isNamed: false);
        }

        if (known == 0) yield return Refuse(folder, "a folder without a data set", $"files, one of which is {Kinds}");
    }

    private LintedFile CheckFile(string path, LintOptions options, bool isNamed)
    {
        DataSetKind kind = options.Kind == DataSetKind.Auto && File.Exists(path) ? DataSetGuess.Of(path, isNamed) : options.Kind;
        if (kind == DataSetKind.Auto)
        {
            return File.Exists(path)
                ? Refuse(path, "nothing that says what the file is", Kinds)
                : Refuse(path, "no such file", "a file that exists");
        }

        var problems = new List<DataProblem>();
        var warnings = new List<string>();
        new DataSetReaders(tables, options, warnings.Add).Read(path, kind, problems);
        return new LintedFile(
            path,
            kind,
            [.. problems.Where(_told.Add).Select(problem => DataFinding.Of(problem, path, kind))],
            [.. warnings.Where(_warned.Add)]);
    }

    private static LintedFile Refuse(string path, string found, string expected) => new(
        path,
        DataSetKind.Auto,
        [DataFinding.Of(new DataProblem(path, null, null, found, expected), path, DataSetKind.Auto)],
        []);

    private static string[] FilesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.PathNotFound(folder);
        }
    }
}
