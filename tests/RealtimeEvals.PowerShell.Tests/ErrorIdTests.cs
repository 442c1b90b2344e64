using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Every error id is documented in <c>docs/ErrorIds.md</c>, and no other.</summary>
public sealed partial class ErrorIdTests
{
    private static readonly MethodInfo[] Factories = typeof(EvalErrors).GetMethods(BindingFlags.Public | BindingFlags.Static);

    public static TheoryData<string> Ids => [.. Factories.Select(factory => factory.Name)];

    [Fact]
    public void Documented_ids_are_those_that_exist() =>
        Assert.Equal(
            [.. Factories.Select(factory => factory.Name).Order(StringComparer.Ordinal)],
            Rows().Select(row => row["id"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Documented_ids_are_in_alphabetical_order() =>
        Assert.Equal(
            Rows().Select(row => row["id"].Value).Order(StringComparer.Ordinal),
            Rows().Select(row => row["id"].Value));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_is_the_name_of_its_factory(string id) => Assert.Equal(id, Make(id).ErrorId);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Error_says_what_happened_and_what_to_do(string id)
    {
        EvalException error = Make(id);
        Assert.False(string.IsNullOrWhiteSpace(error.Message));
        Assert.False(string.IsNullOrWhiteSpace(error.RecommendedAction));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Documented_kind_and_exit_code_are_true(string id)
    {
        GroupCollection row = Rows().Single(one => one["id"].Value == id);
        ErrorKind kind = Make(id).Kind;
        Assert.Equal(kind.ToString(), row["kind"].Value);
        int expected = kind switch { ErrorKind.Usage or ErrorKind.Data or ErrorKind.Authentication => 2, ErrorKind.Gate => 1, _ => 3 };
        Assert.Equal(expected, int.Parse(row["code"].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_row_says_when_and_what_to_do() =>
        Assert.All(Rows(), row => Assert.False(
            string.IsNullOrWhiteSpace(row["when"].Value) || string.IsNullOrWhiteSpace(row["action"].Value), row["id"].Value));

    private static IEnumerable<GroupCollection> Rows() =>
        Row().Matches(File.ReadAllText(Repository.PathOf("docs", "ErrorIds.md"))).Select(match => match.Groups);

    private static EvalException Make(string id)
    {
        MethodInfo factory = Factories.Single(one => one.Name == id);
        return (EvalException)factory.Invoke(null, [.. factory.GetParameters().Select(parameter => Sample(parameter.ParameterType))])!;
    }

    private static object Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "sample",
        _ when type == typeof(int) => 1,
        _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 30),
        _ when type == typeof(Uri) => new Uri("wss://example.com/v1/realtime"),
        _ when type == typeof(Exception) => new IOException("sample"),
        _ when type == typeof(GateReport) => new GateReport(),
        _ when type == typeof(IReadOnlyList<string>) => new[] { "sample" },
        _ when type == typeof(IEnumerable<DataProblem>) => new[] { new DataProblem("sample.csv", 2, "user_text", "blank", "text") },
        _ => throw new NotSupportedException($"A factory takes a {type}: say here how to make one."),
    };

    [GeneratedRegex(
        @"^\| `(?<id>\w+)` \| (?<kind>\w+) \| (?<code>\d) \| (?<when>[^|]*) \| (?<action>[^|]*) \|\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
