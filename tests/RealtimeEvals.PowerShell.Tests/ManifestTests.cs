using System.Text.RegularExpressions;
using RealtimeEvals.PowerShell.Commands;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The module manifest, read without PowerShell.</summary>
public sealed partial class ManifestTests
{
    [Fact]
    public void CmdletsToExport_is_exactly_what_there_is() =>
        Assert.Equal(CmdletType.All.Select(cmdlet => cmdlet.Name), Manifest.List("CmdletsToExport")!.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    public void Other_exports_are_named_as_none(string key) =>
        Assert.Empty(Assert.IsType<IReadOnlyList<string>>(Manifest.List(key), exactMatch: false));

    [Fact]
    public void AliasesToExport_is_exactly_what_there_is() =>
        Assert.Equal(
            CmdletType.All.SelectMany(cmdlet => cmdlet.Aliases).Order(StringComparer.Ordinal),
            Manifest.List("AliasesToExport")!.Order(StringComparer.Ordinal));

    [Fact]
    public void Manifest_has_no_wildcard() => Assert.DoesNotMatch(Wildcard(), File.ReadAllText(Repository.PathOf("RealtimeEvals.psd1")));

    [Fact]
    public void Files_that_the_manifest_names_exist()
    {
        string[] files = [Manifest.Value("RootModule")!, .. Manifest.List("RequiredAssemblies")!, .. Manifest.List("NestedModules")!];
        Assert.All(files, file => Assert.True(File.Exists(Repository.PathOf(file)), $"{file} does not exist."));
    }

    [Fact]
    public void Root_module_is_the_assembly_of_the_cmdlets() =>
        Assert.Equal($"module/bin/{typeof(InvokeCrawlEvalCommand).Assembly.GetName().Name}.dll", Manifest.Value("RootModule"));

    [Fact]
    public void PowerShell_7_6_Core_is_required()
    {
        Assert.Equal("7.6", Manifest.Value("PowerShellVersion"));
        Assert.Equal(["Core"], Manifest.List("CompatiblePSEditions"));
    }

    [Fact]
    public void Guid_never_changes() => Assert.Equal("5d0d8a0e-6c0b-4a55-9f2e-1f3f6f5c7b21", Manifest.Value("GUID"));

    [Theory]
    [InlineData("Author")]
    [InlineData("CompanyName")]
    [InlineData("Copyright")]
    [InlineData("Description")]
    [InlineData("LicenseUri")]
    [InlineData("ProjectUri")]
    [InlineData("ReleaseNotes")]
    public void Field_for_a_gallery_is_filled(string key) => Assert.False(string.IsNullOrWhiteSpace(Manifest.Value(key)));

    [Fact]
    public void Tags_have_no_spaces() => Assert.All(Manifest.List("Tags")!, tag => Assert.DoesNotContain(' ', tag));

    [Fact]
    public void Version_is_that_of_the_assemblies() =>
        Assert.Equal(Manifest.Value("ModuleVersion"), typeof(InvokeCrawlEvalCommand).Assembly.GetName().Version!.ToString(3));

    [Fact]
    public void Version_is_the_newest_of_the_changelog()
    {
        Match head = Heading().Match(File.ReadAllText(Repository.PathOf("CHANGELOG.md")));
        Assert.Equal(Manifest.Value("ModuleVersion"), head.Groups["version"].Value);
    }

    [GeneratedRegex(
        @"^## (?<version>\d+\.\d+\.\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"ToExport\s*=\s*[^\n]*\*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wildcard();
}
