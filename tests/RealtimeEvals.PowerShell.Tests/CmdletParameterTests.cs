using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Parameters of cmdlets: guidelines RD03, SD02, SD03a to SD03d, SC01a, AC05 and AC06.</summary>
public sealed partial class CmdletParameterTests
{
    private static readonly string[] Reserved =
    [
        "Confirm", "Debug", "ErrorAction", "ErrorVariable", "InformationAction", "InformationVariable", "OutBuffer", "OutVariable",
        "PipelineVariable", "ProgressAction", "UseTransaction", "Verbose", "WarningAction", "WarningVariable", "WhatIf",
        "db", "ea", "ev", "infa", "iv", "ob", "ov", "pv", "proga", "vb", "wa", "wv", "wi", "cf",
    ];

    /// <summary>A name that others expect, for each that means the same.</summary>
    private static readonly Dictionary<string, string> Standard = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Concurrency"] = "ThrottleLimit",
        ["Count"] = "First or MaximumCount",
        ["Directory"] = "Path",
        ["File"] = "Path",
        ["FileName"] = "Path",
        ["FilePath"] = "Path",
        ["Folder"] = "Path",
        ["Input"] = "InputObject",
        ["Key"] = "ApiKey",
        ["MaxConcurrency"] = "ThrottleLimit",
        ["NoOverwrite"] = "NoClobber",
        ["Overwrite"] = "Force",
        ["Parallel"] = "ThrottleLimit",
        ["Simulate"] = "WhatIf",
        ["TimeoutSeconds"] = "TimeoutSec",
        ["Url"] = "Uri or Endpoint",
    };

    /// <summary>Units of measure, which PowerShell's own commands write in the plural (Start-Sleep -Milliseconds).</summary>
    private static readonly string[] Units = ["Milliseconds", "Seconds"];

    private static readonly Type[] PlainTypes =
    [
        typeof(Hashtable), typeof(string),
        typeof(int),
        typeof(long),
        typeof(double),
        typeof(decimal),
        typeof(Uri),
        typeof(SecureString),
        typeof(PSCredential),
        typeof(SwitchParameter),
        typeof(DateTimeOffset),
        typeof(TimeSpan),
        typeof(FileInfo),
        typeof(PSObject),
        typeof(System.Security.Cryptography.X509Certificates.X509Certificate2),
    ];

    private static IEnumerable<(CmdletType Cmdlet, CmdletParameter Parameter)> Everything =>
        CmdletType.All.SelectMany(cmdlet => cmdlet.Parameters.Select(parameter => (cmdlet, parameter)));

    [Fact]
    public void No_name_or_alias_is_reserved() =>
        Assert.Empty(Everything.Where(one =>
            Reserved.Intersect([one.Parameter.Name, .. one.Parameter.Aliases], StringComparer.OrdinalIgnoreCase).Any()));

    [Fact]
    public void Names_are_Pascal_case() => Assert.All(Everything, one => Assert.Matches(PascalCase(), one.Parameter.Name));

    [Fact]
    public void Names_are_singular_units_aside() =>
        Assert.Empty(Everything.Where(one =>
            !English.IsSingular(one.Parameter.Name)
            && !Units.Any(unit => one.Parameter.Name.EndsWith(unit, StringComparison.Ordinal))));

    [Fact]
    public void Names_are_the_standard_ones() =>
        Assert.Empty(Everything
            .Where(one => Standard.ContainsKey(one.Parameter.Name))
            .Select(one => $"{one.Cmdlet} {one.Parameter}: {Standard[one.Parameter.Name]}"));

    [Fact]
    public void Switches_are_no_bool() => Assert.Empty(Everything.Where(one => one.Parameter.ElementType == typeof(bool)));

    [Fact]
    public void Switches_are_off_unless_given() =>
        Assert.All(CmdletType.All, cmdlet => Assert.DoesNotMatch(SwitchWithDefault(), cmdlet.Source));

    [Fact]
    public void Same_name_means_same_type_everywhere()
    {
        // An InputObject is whatever the pipeline brings to its cmdlet.
        IEnumerable<string> torn = Everything
            .Where(one => one.Parameter.Name != "InputObject")
            .GroupBy(one => one.Parameter.Name, StringComparer.Ordinal)
            .Where(group => group.Select(one => one.Parameter.ElementType).Distinct().Count() > 1)
            .Select(group => group.Key);
        Assert.Empty(torn);
    }

    [Fact]
    public void Types_are_plain_or_ours() =>
        Assert.Empty(Everything.Where(one =>
            !PlainTypes.Contains(one.Parameter.ElementType)
            && one.Parameter.ElementType.Namespace?.StartsWith("RealtimeEvals", StringComparison.Ordinal) != true));

    [Fact]
    public void Secrets_are_no_strings()
    {
        // The key of a gate is its name, and a number of tokens is no secret.
        IEnumerable<(CmdletType, CmdletParameter)> open = Everything.Where(one =>
            Secret().IsMatch(one.Parameter.Name)
            && one.Parameter.Name is not ("GateKey" or "MaximumToken")
            && one.Parameter.ElementType != typeof(SecureString));
        Assert.Empty(open);
    }

    [Fact]
    public void Names_and_aliases_of_a_cmdlet_are_different()
    {
        foreach (CmdletType cmdlet in CmdletType.All)
        {
            string[] words = [.. cmdlet.Parameters.SelectMany(parameter => (string[])[parameter.Name, .. parameter.Aliases])];
            Assert.Equal(words.Length, words.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }

    [Fact]
    public void Path_takes_wildcards_and_has_a_literal_twin()
    {
        // A file that is written is named as it is to be called.
        IEnumerable<CmdletType> reading = CmdletType.All
            .Where(cmdlet => cmdlet.Verb is not ("Export" or "Update") && cmdlet.Parameters.Any(parameter => parameter.Name == "Path"));
        foreach (CmdletType cmdlet in reading)
        {
            Assert.True(cmdlet.Parameters.Single(parameter => parameter.Name == "Path").SupportsWildcards);
            CmdletParameter literal = cmdlet.Parameters.Single(parameter => parameter.Name == "LiteralPath");
            Assert.False(literal.SupportsWildcards);
            Assert.Contains("PSPath", literal.Aliases);
            Assert.All(literal.Declarations, declaration => Assert.True(declaration.TakesPipelineByName));
        }
    }

    [Fact]
    public void Completers_are_public_completers() =>
        Assert.All(
            Everything.Select(one => one.Parameter.Completer).OfType<Type>(),
            completer => Assert.True(completer.IsPublic && completer.IsAssignableTo(typeof(IArgumentCompleter))));

    [Fact]
    public void Sinks_have_a_PassThru()
    {
        string[] sinks = ["Add", "Assert", "Export", "Remove", "Set"];
        Assert.All(
            CmdletType.All.Where(cmdlet => sinks.Contains(cmdlet.Verb)),
            cmdlet => Assert.Contains(cmdlet.Parameters, parameter => parameter.Name == "PassThru"));
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"SwitchParameter\s+\w+\s*\{[^}]*\}\s*=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SwitchWithDefault();

    [GeneratedRegex("(Key|Secret|Token|Password)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
