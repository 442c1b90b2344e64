using System.Management.Automation;
using System.Reflection;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>Classes of cmdlets: guidelines RD04, RD05, RC01 to RC05, SD04, AC03, AC04 and AD05.</summary>
public sealed class CmdletClassTests
{
    private static readonly string[] ChangingVerbs =
    [
        "Add",
        "Clear",
        "Export",
        "Import",
        "Invoke",
        "New",
        "Remove",
        "Rename",
        "Reset",
        "Restart",
        "Save",
        "Set",
        "Start",
        "Stop",
        "Update",
    ];

    private static readonly string[] Processing = ["BeginProcessing", "ProcessRecord", "EndProcessing"];
    private static readonly string[] Asking = ["ShouldContinue", "PromptForChoice"];
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Class_is_public_and_derives_from_PSCmdlet(string cmdlet)
    {
        Type type = CmdletType.Of(cmdlet).Type;
        Assert.True(type.IsPublic);
        Assert.True(type.IsSubclassOf(typeof(PSCmdlet)));
        Assert.NotNull(type.GetConstructor(Type.EmptyTypes));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Class_overrides_a_processing_method(string cmdlet) =>
        Assert.Contains(
            CmdletType.Of(cmdlet).Lineage.SelectMany(type => type.GetMethods(Declared)),
            method => Processing.Contains(method.Name));

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Cmdlet_that_changes_something_supports_ShouldProcess(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (ChangingVerbs.Contains(type.Verb)) Assert.True(type.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Cmdlet_with_several_sets_names_its_default_set(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (type.Sets.Count > 1) Assert.Contains(type.DefaultParameterSet, type.Sets);
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void OutputType_is_declared_and_of_ours_or_void(string cmdlet)
    {
        IReadOnlyList<Type> types = CmdletType.Of(cmdlet).OutputTypes;
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.True(
            type == typeof(void)
            || type == typeof(bool)
            || type == typeof(string)
            || type == typeof(FileInfo)
            || type.Namespace!.StartsWith("RealtimeEvals.", StringComparison.Ordinal),
            type.FullName));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Test_cmdlet_gives_a_bool_or_has_a_Quiet_for_it(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (type.Verb != "Test") return;
        Assert.Contains(typeof(bool), type.OutputTypes);
        if (type.OutputTypes.Count > 1) Assert.Contains(type.Parameters, parameter => parameter.Name == "Quiet");
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Output_type_is_never_enumerable(string cmdlet) =>
        Assert.All(
            CmdletType.Of(cmdlet).OutputTypes.Where(type => type != typeof(string)),
            type => Assert.False(type.IsAssignableTo(typeof(System.Collections.IEnumerable))));

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Output_type_cannot_be_changed(string cmdlet)
    {
        IEnumerable<PropertyInfo> settable = CmdletType.Of(cmdlet).OutputTypes
            .Where(type => type != typeof(FileInfo))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"));
        Assert.Empty(settable);
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Cmdlet_keeps_no_handle_to_what_it_has_written(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        // A value that is written is a copy.
        Type[] handles = [.. type.OutputTypes.Where(output => output != typeof(bool) && output != typeof(string))];
        Assert.DoesNotContain(type.Lineage.SelectMany(one => one.GetFields(Declared)), field => handles.Contains(field.FieldType));
    }

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Cmdlet_that_asks_has_a_Force(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        if (Asking.Any(call => type.Source.Contains(call, StringComparison.Ordinal)))
        {
            Assert.Contains(type.Parameters, parameter => parameter.Name == "Force");
        }
    }

    [Fact]
    public void AsyncCommand_stops_its_work_and_frees_what_it_holds()
    {
        MethodInfo stop = typeof(AsyncCommand).GetMethod("StopProcessing", Declared)!;
        Assert.True(stop is { IsVirtual: true, IsFinal: true });
        Assert.True(typeof(AsyncCommand).IsAssignableTo(typeof(IDisposable)));
    }

    /// <summary>What a cmdlet is given belongs to its caller, who goes on with it.</summary>
    private static readonly Type[] Given =
        [typeof(System.Security.SecureString), typeof(System.Security.Cryptography.X509Certificates.X509Certificate2)];

    [Theory]
    [MemberData(nameof(CmdletType.Names), MemberType = typeof(CmdletType))]
    public void Cmdlet_that_holds_something_disposable_is_disposable(string cmdlet)
    {
        CmdletType type = CmdletType.Of(cmdlet);
        IEnumerable<FieldInfo> owned = type.Lineage
            .SelectMany(one => one.GetFields(Declared))
            .Where(field => field.FieldType.IsAssignableTo(typeof(IDisposable)) && !Given.Contains(field.FieldType));
        if (owned.Any()) Assert.True(type.Type.IsAssignableTo(typeof(IDisposable)));
    }

    [Fact]
    public void Public_types_of_the_module_show_no_third_party_type()
    {
        IEnumerable<Type> shown = typeof(AsyncCommand).Assembly.GetTypes().SelectMany(type =>
            type.GetFields(Declared).Select(field => field.FieldType).Append(type.BaseType ?? typeof(object)));
        Assert.DoesNotContain(shown, type => type.Assembly.GetName().Name
            is "OpenAI"
            or "CsvHelper"
            or "NAudio.Core"
            or "NAudio.WinMM"
            or "NLayer"
            or "NVorbis"
            or "System.ClientModel"
            or "RealtimeEvals.Adapters");
    }
}
