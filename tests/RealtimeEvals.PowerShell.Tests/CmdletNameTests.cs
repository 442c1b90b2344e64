using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Names of cmdlets: guidelines RD01, RD02, SD01, SD02 and AC01.</summary>
public sealed class CmdletNameTests
{
    private static readonly Type[] VerbGroups =
    [
        typeof(VerbsCommon),
        typeof(VerbsCommunications),
        typeof(VerbsData),
        typeof(VerbsDiagnostic),
        typeof(VerbsLifecycle),
        typeof(VerbsOther),
        typeof(VerbsSecurity),
    ];

    /// <summary>The reference assembly is older than the verbs Build and Deploy.</summary>
    private static readonly string[] ApprovedVerbs =
    [
        .. VerbGroups
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
        "Build",
        "Deploy",
    ];

    /// <summary>What is over when the command is: nothing is left to be stopped.</summary>
    private static readonly string[] EndsByItself = ["BenchmarkRun", "EvalAudio", "SimulatedConversation"];

    private static readonly string[] TooGeneral =
    [
        "Data",
        "File",
        "Item",
        "Object",
        "Plot",
        "Report",
        "Result",
        "Run",
        "Sandbox",
        "Server",
        "Session",
        "Status",
    ];

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Verb_of_every_cmdlet_is_approved(string cmdlet) => Assert.Contains(CmdletType.Of(cmdlet).Verb, ApprovedVerbs);

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Noun_of_every_cmdlet_is_Pascal_case_without_special_characters(string cmdlet) =>
        Assert.Matches(new Regex("^[A-Z][A-Za-z0-9]+$", RegexOptions.None, TimeSpan.FromMinutes(1)), CmdletType.Of(cmdlet).Noun);

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Noun_of_every_cmdlet_is_singular(string cmdlet) => Assert.True(English.IsSingular(CmdletType.Of(cmdlet).Noun));

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Noun_of_every_cmdlet_is_specific(string cmdlet) => Assert.DoesNotContain(CmdletType.Of(cmdlet).Noun, TooGeneral);

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Class_is_named_after_verb_and_noun_in_a_namespace_of_commands(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        Assert.Equal($"{type.Verb}{type.Noun}Command", type.Type.Name);
        Assert.EndsWith(".Commands", type.Type.Namespace, StringComparison.Ordinal);
        Assert.True(File.Exists(type.SourcePath), $"{type.SourcePath} does not exist.");
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Verb_is_taken_from_the_constants(string cmdlet) =>
        Assert.Contains("[Cmdlet(Verbs", File.ReadAllText(CmdletType.Of(cmdlet).SourcePath), StringComparison.Ordinal);

    [Fact]
    public void Start_and_Stop_come_in_pairs()
    {
        string[] started = [.. CmdletType.All.Where(cmdlet => cmdlet.Verb == "Start").Select(cmdlet => cmdlet.Noun).Except(EndsByItself)];
        string[] stopped = [.. CmdletType.All.Where(cmdlet => cmdlet.Verb == "Stop").Select(cmdlet => cmdlet.Noun)];
        Assert.Equal(started, stopped);
    }
}
