using System.Management.Automation;
using System.Reflection;
using RealtimeEvals.PowerShell.Commands;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>
/// A cmdlet as its metadata tells it. The attribute instances of the reference assembly are empty, so the raw data is read.
/// </summary>
internal sealed class CmdletType
{
    private readonly CustomAttributeData _cmdlet;

    private CmdletType(Type type)
    {
        Type = type;
        _cmdlet = type.Attribute<CmdletAttribute>()!;
        Parameters =
        [
            .. type.GetProperties()
                .Where(property => property.Attributes<ParameterAttribute>().Any())
                .Select(property => new CmdletParameter(property)),
        ];
    }

    /// <summary>Every cmdlet of the module.</summary>
    public static IReadOnlyList<CmdletType> All { get; } =
    [
        .. typeof(InvokeCrawlEvalCommand).Assembly.GetTypes()
            .Where(type => type.Attribute<CmdletAttribute>() is not null)
            .Select(type => new CmdletType(type))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    /// <summary>The names of all cmdlets, as rows of a theory.</summary>
    public static Xunit.TheoryData<string> Names => [.. All.Select(cmdlet => cmdlet.Name)];

    public Type Type { get; }

    public string Verb => (string)_cmdlet.ConstructorArguments[0].Value!;

    public string Noun => (string)_cmdlet.ConstructorArguments[1].Value!;

    public string Name => $"{Verb}-{Noun}";

    /// <summary>Other names of the cmdlet.</summary>
    public IReadOnlyList<string> Aliases =>
    [
        .. Type.Attributes<AliasAttribute>()
            .SelectMany(attribute => attribute.ConstructorArguments)
            .SelectMany(words => (IEnumerable<CustomAttributeTypedArgument>)words.Value!)
            .Select(word => (string)word.Value!),
    ];

    public bool SupportsShouldProcess => _cmdlet.Named("SupportsShouldProcess") is true;

    public string? DefaultParameterSet => _cmdlet.Named("DefaultParameterSetName") as string;

    public IReadOnlyList<CmdletParameter> Parameters { get; }

    /// <summary>The named parameter sets; one that is called __AllParameterSets where there are none.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            string[] named =
            [
                .. Parameters.SelectMany(parameter => parameter.Declarations)
                    .Select(declaration => declaration.Set)
                    .Where(set => set != CmdletParameter.AllSets)
                    .Distinct(),
            ];
            return named.Length > 0 ? named : [CmdletParameter.AllSets];
        }
    }

    public IReadOnlyList<Type> OutputTypes =>
        [.. Type.Attributes<OutputTypeAttribute>().SelectMany(attribute => attribute.ConstructorArguments).SelectMany(Types)];

    /// <summary>The class and those of ours that it derives from, each generic one as it is declared.</summary>
    public IEnumerable<Type> Lineage
    {
        get
        {
            for (Type? type = Type; type is not null && type.Assembly == Type.Assembly; type = type.BaseType)
            {
                yield return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            }
        }
    }

    /// <summary>The source of the class and of its base classes of ours.</summary>
    public string Source => string.Concat(Lineage
        .Select(type => type.Name.Split('`')[0])
        .Select(name => SourceFiles.Of("RealtimeEvals.PowerShell").Single(path => Path.GetFileNameWithoutExtension(path) == name))
        .Select(File.ReadAllText));

    /// <summary>The source file that is named after the class.</summary>
    public string SourcePath => Repository.PathOf("src", "RealtimeEvals.PowerShell", "Commands", $"{Type.Name}.cs");

    public static CmdletType Of(string name) => All.Single(cmdlet => cmdlet.Name == name);

    /// <summary>The parameters of a set, each with what it declares there.</summary>
    public IEnumerable<(CmdletParameter Parameter, ParameterDeclaration Declaration)> In(string set) =>
        Parameters.SelectMany(parameter => parameter.Declarations
            .Where(declaration => declaration.Set == set || declaration.Set == CmdletParameter.AllSets)
            .Select(declaration => (parameter, declaration)));

    public override string ToString() => Name;

    private static IEnumerable<Type> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IEnumerable<CustomAttributeTypedArgument> several => several.Select(one => one.Value).OfType<Type>(),
        _ => [],
    };
}
