using System.Reflection;
using System.Xml.Linq;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Commands;
using RealtimeEvals.PowerShell.Tests.Support;
using RealtimeEvals.Sandbox;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Who may know whom: projects, packages and assemblies.</summary>
public sealed class ReferenceTests
{
    private const string Automation = "System.Management.Automation";

    [Theory]
    [InlineData("RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Sandbox", "RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Adapters", "RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.PowerShell", "RealtimeEvals.Adapters", "RealtimeEvals.Core", "RealtimeEvals.Sandbox")]
    [InlineData("RealtimeEvals.Dashboard", "RealtimeEvals.Adapters", "RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Cli", "RealtimeEvals.Adapters", "RealtimeEvals.Core", "RealtimeEvals.Dashboard", "RealtimeEvals.Sandbox")]
    public void Project_references_are_those_of_the_design(string project, params string[] expected) =>
        Assert.Equal(
            expected,
            References(project, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("RealtimeEvals.Core")]
    [InlineData("RealtimeEvals.Sandbox")]
    public void Core_and_sandbox_reference_no_package(string project) => Assert.Empty(References(project, "PackageReference"));

    [Fact]
    public void Module_references_the_PowerShell_standard_alone_and_only_to_compile()
    {
        XElement package = Assert.Single(Project("RealtimeEvals.PowerShell").Descendants("PackageReference"));
        Assert.Equal("PowerShellStandard.Library", package.Attribute("Include")!.Value);
        Assert.Equal("all", package.Attribute("PrivateAssets")!.Value);
    }

    [Fact]
    public void Third_party_packages_stay_in_adapters_dashboard_and_command_line()
    {
        string[] others = ["RealtimeEvals.Adapters", "RealtimeEvals.Cli", "RealtimeEvals.Dashboard", "RealtimeEvals.PowerShell"];
        IEnumerable<string> projects = SourceFiles.Projects("src").Where(path => !others.Contains(Path.GetFileNameWithoutExtension(path)));
        Assert.Empty(projects.SelectMany(path => XDocument.Load(path).Descendants("PackageReference")));
    }

    [Fact]
    public void Core_uses_the_base_class_library_alone() => Assert.Empty(Foreign(typeof(EvalException).Assembly));

    [Fact]
    public void Sandbox_uses_the_base_class_library_and_core() =>
        Assert.Equal(["RealtimeEvals.Core"], Foreign(typeof(SandboxServer).Assembly));

    [Fact]
    public void Module_uses_PowerShell_and_our_own_assemblies() =>
        Assert.Equal(
            ["RealtimeEvals.Adapters", "RealtimeEvals.Core", "RealtimeEvals.Sandbox", Automation],
            Foreign(typeof(InvokeCrawlEvalCommand).Assembly));

    [Fact]
    public void PowerShell_is_named_in_the_module_alone()
    {
        IEnumerable<string> named = SourceFiles.Of()
            .Where(path => File.ReadAllText(path).Contains(Automation, StringComparison.Ordinal))
            .Select(SourceFiles.Relative);
        Assert.DoesNotContain(named, path => !path.StartsWith("src/RealtimeEvals.PowerShell/", StringComparison.Ordinal));
    }

    /// <summary>What is referenced for its code; a tool of the build is not.</summary>
    private static IEnumerable<string> References(string project, string kind) =>
        Project(project).Descendants(kind)
            .Where(element => element.Attribute("ReferenceOutputAssembly") is null)
            .Select(element => element.Attribute("Include")!.Value);

    private static XDocument Project(string name) => XDocument.Load(Repository.PathOf("src", name, $"{name}.csproj"));

    /// <summary>Referenced assemblies that are not of the base class library.</summary>
    private static IEnumerable<string> Foreign(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name == Automation || !IsBase(name))
            .Order(StringComparer.Ordinal);

    private static bool IsBase(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));
}
