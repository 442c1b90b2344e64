using System.Text.RegularExpressions;
using System.Xml.Linq;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The help of every cmdlet, read without PowerShell: guidelines RD06 and SD05.</summary>
public sealed partial class HelpFileTests
{
    private static readonly string[] Common = ["WhatIf", "Confirm"];

    private static readonly string About = Repository.PathOf("en-US", "about_RealtimeEvals.help.txt");

    private static readonly string[] CommonParameters =
    [
        "Debug",
        "ErrorAction",
        "ErrorVariable",
        "OutVariable",
        "Verbose",
        "WarningAction",
        "WarningVariable",
        "WhatIf",
        "Confirm",
    ];

    [Fact]
    public void Help_is_there_for_exactly_the_cmdlets_of_the_module() =>
        Assert.Equal(CmdletType.All.Select(cmdlet => cmdlet.Name), Maml.Topics.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Help_lies_beside_the_manifest_where_PowerShell_looks_for_it() =>
        Assert.True(
            File.Exists(Repository.PathOf("en-US", "RealtimeEvals.PowerShell.dll-Help.xml")),
            "Get-Help finds the help of a module only in a culture's folder beside its manifest.");

    [Fact]
    public void About_topic_lists_exactly_the_cmdlets_of_the_module()
    {
        IEnumerable<string> listed = File.ReadLines(About)
            .Select(line => Listed().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value);
        Assert.Equal(CmdletType.All.Select(cmdlet => cmdlet.Name), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>PowerShell takes the fifth line for the synopsis, and wraps nothing.</summary>
    [Fact]
    public void About_topic_has_the_form_that_PowerShell_reads()
    {
        string[] lines = File.ReadAllLines(About);
        Assert.Equal(["TOPIC", "    about_RealtimeEvals", "", "SHORT DESCRIPTION"], lines[..4]);
        Assert.StartsWith("    ", lines[4], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Topic_has_synopsis_description_notes_and_online_link(string cmdlet)
    {
        XElement topic = Maml.Topics[cmdlet];
        Assert.Single(Maml.Paragraphs(topic.Element(Maml.Command + "details")!.Element(Maml.Text + "description")));
        Assert.True(Maml.Paragraphs(topic.Element(Maml.Text + "description")).Count >= 3);
        Assert.NotEmpty(Maml.Paragraphs(topic.Element(Maml.Text + "alertSet")));
        Assert.Contains(topic.Descendants(Maml.Text + "uri"), uri => uri.Value == Manifest.Value("ProjectUri"));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Every_parameter_is_described_and_no_other(string cmdlet)
    {
        IEnumerable<string> expected =
        [
            .. CmdletType.Of(cmdlet).Parameters.Select(parameter => parameter.Name),
            .. CmdletType.Of(cmdlet).SupportsShouldProcess ? Common : [],
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Maml.Parameters(cmdlet).Select(Maml.NameOf).Order(StringComparer.Ordinal));
        Assert.All(Maml.Parameters(cmdlet), parameter => Assert.NotEmpty(Maml.Paragraphs(parameter.Element(Maml.Text + "description"))));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Attributes_of_parameters_are_true(string cmdlet)
    {
        IEnumerable<XElement> own = Maml.Topics[cmdlet].Descendants(Maml.Command + "parameter")
            .Where(one => !Common.Contains(Maml.NameOf(one)));
        foreach (XElement help in own)
        {
            CmdletParameter parameter = CmdletType.Of(cmdlet).Parameters.Single(one => one.Name == Maml.NameOf(help));
            string aliases = parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases);

            // A parameter may be taken from the pipeline in one set and not in another.
            Assert.Contains(
                (parameter.Name,
                    Attribute(help, "required")!,
                    Attribute(help, "pipelineInput")!,
                    Attribute(help, "position")!,
                    Attribute(help, "aliases")!,
                    Attribute(help, "globbing")!,
                    help.Element(Maml.Dev + "type")!.Element(Maml.Text + "name")!.Value),
                parameter.Declarations.Select(one => (
                    parameter.Name,
                    one.IsMandatory ? "true" : "false",
                    Pipeline(one),
                    one.Position is int place ? FormattableString.Invariant($"{place}") : "named",
                    aliases,
                    parameter.SupportsWildcards ? "true" : "false",
                    parameter.Type.Name)));
        }
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Syntax_has_every_parameter_set(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        IEnumerable<XElement> items = Maml.Topics[cmdlet].Element(Maml.Command + "syntax")!.Elements(Maml.Command + "syntaxItem");
        IEnumerable<string> shown = items
            .Select(item => item.Elements(Maml.Command + "parameter").Select(Maml.NameOf).Except(Common).Order(StringComparer.Ordinal))
            .Select(names => string.Join(' ', names));
        IEnumerable<string> expected = type.Sets
            .Select(set => type.In(set).Select(one => one.Parameter.Name).Order(StringComparer.Ordinal))
            .Select(names => string.Join(' ', names));
        Assert.Equal(expected, shown);
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Every_output_type_is_described_with_all_its_properties(string cmdlet)
    {
        XElement[] described = [.. Maml.Topics[cmdlet].Element(Maml.Command + "returnValues")!.Elements(Maml.Command + "returnValue")];
        Type[] types = [.. CmdletType.Of(cmdlet).OutputTypes];
        Assert.Equal(
            types.Select(type => type == typeof(void) ? "None" : type.FullName),
            described.Select(value => value.Element(Maml.Dev + "type")!.Element(Maml.Text + "name")!.Value));
        foreach ((Type type, XElement value) in types.Zip(described))
        {
            // The platform describes its own types.
            if (type.Assembly == typeof(string).Assembly) continue;
            string[] properties = [.. type.GetProperties().Select(property => property.Name)];
            string[] named =
            [
                .. Maml.Paragraphs(value)
                    .Select(text => Property().Match(text))
                    .Where(match => match.Success)
                    .Select(match => match.Groups["name"].Value),
            ];
            Assert.Equal(properties.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Topic_has_at_least_two_examples_with_code_and_explanation(string cmdlet)
    {
        XElement[] examples = [.. Maml.Topics[cmdlet].Element(Maml.Command + "examples")!.Elements(Maml.Command + "example")];
        Assert.True(examples.Length >= 2);
        Assert.All(examples, example =>
        {
            Assert.False(string.IsNullOrWhiteSpace(example.Element(Maml.Dev + "code")!.Value));
            Assert.NotEmpty(Maml.Paragraphs(example.Element(Maml.Dev + "remarks")));
        });
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Examples_use_parameters_that_exist(string cmdlet)
    {
        foreach (string code in Maml.Topics[cmdlet].Descendants(Maml.Dev + "code").Select(element => element.Value))
        {
            Assert.Contains(cmdlet, code, StringComparison.Ordinal);
            foreach (Match call in Call().Matches(code).Where(call => Maml.Topics.ContainsKey(call.Groups["name"].Value)))
            {
                CmdletType called = CmdletType.Of(call.Groups["name"].Value);
                string[] known =
                [
                    .. called.Parameters.SelectMany(parameter => (string[])[parameter.Name, .. parameter.Aliases]),
                    .. CommonParameters,
                ];
                Assert.All(ParameterName().Matches(call.Groups["rest"].Value), used => Assert.Contains(used.Groups["name"].Value, known));
            }
        }
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Error_ids_of_the_notes_exist(string cmdlet)
    {
        string line = Maml.Paragraphs(Maml.Topics[cmdlet].Element(Maml.Text + "alertSet"))
            .Single(text => text.StartsWith("Error ids: ", StringComparison.Ordinal));
        string[] known = [.. typeof(EvalErrors).GetMethods().Select(method => method.Name), "CaseFailed"];
        Assert.All(line["Error ids: ".Length..].TrimEnd('.').Split(", "), id => Assert.Contains(id, known));
    }

    private static string Pipeline(ParameterDeclaration declaration) => (declaration.TakesPipelineByName, declaration.TakesPipeline) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };

    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value;

    [GeneratedRegex(@"^    (?<name>[A-Z]\w+-[A-Z]\w+) {2,}\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listed();

    [GeneratedRegex(@"^(?<name>\w+) \(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"(?<name>[A-Z]\w+-[A-Z]\w+)(?<rest>[^|;\n]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"\s-(?<name>[A-Za-z]\w*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterName();
}
