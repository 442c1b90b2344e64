using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Parameter sets of cmdlets: guidelines SD03e and SC02.</summary>
public sealed class ParameterSetTests
{
    private static readonly string[] WithoutPipeline = ["Get", "New", "Show", "Start"];

    public static TheoryData<string, string> Sets
    {
        get
        {
            var sets = new TheoryData<string, string>();
            foreach (CmdletType cmdlet in CmdletType.All)
            {
                foreach (string set in cmdlet.Sets) sets.Add(cmdlet.Name, set);
            }

            return sets;
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void At_most_one_parameter_takes_the_object_of_the_pipeline(string cmdlet, string set) =>
        Assert.True(CmdletType.Of(cmdlet).In(set).Count(one => one.Declaration.TakesPipeline) <= 1);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Some_parameter_takes_pipeline_input(string cmdlet, string set)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (!WithoutPipeline.Contains(type.Verb))
        {
            Assert.Contains(type.In(set), one => one.Declaration.TakesPipeline || one.Declaration.TakesPipelineByName);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Positions_count_from_zero_without_gaps(string cmdlet, string set)
    {
        int[] positions = [.. CmdletType.Of(cmdlet).In(set).Select(one => one.Declaration.Position).OfType<int>().Order()];
        Assert.Equal(Enumerable.Range(0, positions.Length), positions);
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Every_set_has_a_mandatory_or_pipeline_parameter_of_its_own(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (type.Sets.Count == 1) return;
        string[] shapes =
        [
            .. type.Sets
                .Select(set => type.Parameters
                    .Where(parameter => parameter.Declarations.Any(declaration => declaration.Set == set))
                    .Select(parameter => parameter.Name))
                .Select(names => string.Join(' ', names)),
        ];
        Assert.All(shapes, shape => Assert.NotEmpty(shape));
        Assert.Equal(shapes.Length, shapes.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void At_most_one_set_has_no_mandatory_parameter(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        Assert.True(type.Sets.Count(set => !type.In(set).Any(one => one.Declaration.IsMandatory)) <= 1);
    }
}
