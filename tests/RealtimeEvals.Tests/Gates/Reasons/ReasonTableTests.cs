using System.Reflection;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Every reason for not passing is documented in <c>docs/gates.md</c> and has a test of its name.</summary>
public sealed partial class ReasonTableTests
{
    private static readonly string[] Reasons = [.. Enum.GetNames<GateReason>().Where(name => name != nameof(GateReason.None))];

    [Fact]
    public void Documented_reasons_are_those_that_exist_in_their_order() =>
        Assert.Equal(Reasons, Rows().Select(row => row["reason"].Value));

    [Fact]
    public void Only_a_missed_bound_is_a_failure() =>
        Assert.All(
            Rows(),
            row => Assert.Equal(row["reason"].Value == nameof(GateReason.BoundMissed) ? "Failed" : "NotEvaluated", row["verdict"].Value));

    [Fact]
    public void Every_reason_has_a_test_of_its_name()
    {
        string[] tests =
            [.. typeof(ReasonTableTests).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(ReasonTableTests).Namespace)
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name)];

        Assert.All(Reasons, reason => Assert.Contains(reason, tests));
    }

    [Fact]
    public void Every_row_says_when_and_what_to_do() =>
        Assert.All(
            Rows(),
            row => Assert.False(
                string.IsNullOrWhiteSpace(row["when"].Value) || string.IsNullOrWhiteSpace(row["action"].Value), row["reason"].Value));

    private static IEnumerable<GroupCollection> Rows() =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "gates.md"))).Select(match => match.Groups);

    [GeneratedRegex(
        @"^\| `(?<reason>\w+)` \| (?<verdict>\w+) \| (?<when>[^|]*) \| (?<action>[^|]*) \|\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
