using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Rules that hold for every source file.</summary>
public sealed partial class SourceTests
{
    private const int MaximumLines = 250;
    private const int MaximumColumns = 140;

    [Fact]
    public void No_file_is_longer_than_250_lines() =>
        Assert.Empty(SourceFiles.Of()
            .Select(path => (Path: SourceFiles.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > MaximumLines));

    /// <summary>Parts of one type stand beside each other.</summary>
    [Fact]
    public void No_two_types_bear_one_name() => Assert.Equal(
        [],
        from path in SourceFiles.Of()
        from Match type in TypeDeclaration().Matches(File.ReadAllText(path))
        group Path.GetDirectoryName(path) by type.Groups["name"].Value into folders
        where folders.Distinct().Count() > 1
        select folders.Key);

    [Fact]
    public void No_line_is_longer_than_140_columns()
    {
        IEnumerable<string> offences =
            from path in SourceFiles.Readable()
            from line in File.ReadLines(path).Index()
            where line.Item.Length > MaximumColumns
            select $"{SourceFiles.Relative(path)}, line {line.Index + 1}";
        Assert.Empty(offences);
    }

    [Fact]
    public void File_is_named_after_a_type_in_it()
    {
        // A part of a type has the name of the part behind that of the type.
        IEnumerable<string> strays = SourceFiles.Of().Where(path => Path.GetFileName(path) != "Program.cs")
            .Where(path => !Regex.IsMatch(
                File.ReadAllText(path),
                $@"\b(class|record|struct|interface|enum|delegate\s+\w+)\s+{Path.GetFileName(path).Split('.')[0]}\b",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromMinutes(1)))
            .Select(SourceFiles.Relative);
        Assert.Empty(strays);
    }

    [Fact]
    public void No_thread_waits_for_a_task_but_in_AsyncCommand()
    {
        IEnumerable<string> offences =
            from path in SourceFiles.Of()
            where Path.GetFileName(path) != "AsyncCommand.cs"
            from line in SourceFiles.Code(path)
            where Blocking().IsMatch(line.Code)
            select $"{SourceFiles.Relative(path)}, line {line.Number}: {line.Code.Trim()}";
        Assert.Empty(offences);
    }

    [Fact]
    public void No_method_is_async_void() => Assert.Empty(Matches(AsyncVoid(), SourceFiles.Of()));

    [Fact]
    public void Only_one_file_writes_to_the_console() =>
        Assert.Empty(Matches(
            ConsoleUse(),
            SourceFiles.Of().Where(path =>
                SourceFiles.Relative(path) is not ("src/RealtimeEvals.Cli/Terminal.cs" or "src/RealtimeEvals.Cli/Program.cs"))));

    private static IEnumerable<string> Matches(Regex pattern, IEnumerable<string> paths) =>
        from path in paths
        from line in SourceFiles.Code(path)
        where pattern.IsMatch(line.Code)
        select $"{SourceFiles.Relative(path)}, line {line.Number}: {line.Code.Trim()}";

    [GeneratedRegex(
        @"GetAwaiter\(\)\.GetResult\(\)|\.Result\b|\.Wait\(|Task\.Wait(All|Any)\(",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocking();

    [GeneratedRegex(
        @"^(public|internal)( \w+)* (class|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\basync\s+void\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\bConsole\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConsoleUse();
}
