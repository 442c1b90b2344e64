using System.Globalization;
using System.Xml.Linq;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Commands;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The members of <c>module/RealtimeEvals.types.ps1xml</c>.</summary>
public sealed class TypesFileTests
{
    private static readonly XDocument Document = XDocument.Load(Repository.PathOf("module", "RealtimeEvals.types.ps1xml"));

    private const string Deserialized = "Deserialized.";

    public static TheoryData<string> AllTypes => [.. Document.Root!.Elements("Type").Select(type => type.Element("Name")!.Value)];

    /// <summary>Types of live objects; the entries of deserialized ones only say what to turn them back into.</summary>
    public static TheoryData<string> Types =>
    [
        .. Document.Root!.Elements("Type")
            .Select(type => type.Element("Name")!.Value)
            .Where(name => !name.StartsWith(Deserialized, StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Displayed =>
    [
        .. Document.Root!.Elements("Type")
            .Where(type => type.Descendants("Name").Any(name => name.Value == "DefaultDisplayPropertySet"))
            .Select(type => type.Element("Name")!.Value),
    ];

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void Type_exists(string type) =>
        Assert.NotNull(Find(type.StartsWith(Deserialized, StringComparison.Ordinal) ? type[Deserialized.Length..] : type));

    [Theory]
    [MemberData(nameof(Types))]
    public void Properties_of_sets_exist(string type)
    {
        string[] names = [.. Element(type).Descendants("ReferencedProperties").Elements("Name").Select(name => name.Value)];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotNull(Find(type)!.GetProperty(name)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Objects_are_serialized_deep_enough_for_their_lists(string type)
    {
        XElement depth = Element(type).Descendants("NoteProperty").Single(note => note.Element("Name")!.Value == "SerializationDepth");
        Assert.True(int.Parse(depth.Element("Value")!.Value, CultureInfo.InvariantCulture) >= 3);
    }

    [Theory]
    [InlineData(typeof(CrawlResult))]
    [InlineData(typeof(WalkResult))]
    [InlineData(typeof(ConversationResult))]
    [InlineData(typeof(TurnResult))]
    [InlineData(typeof(RefusalResult))]
    [InlineData(typeof(RefusalSmokeResult))]
    [InlineData(typeof(PulseStatus))]
    [InlineData(typeof(PulseGate))]
    public void Row_holds_scalars_only(Type result)
    {
        IEnumerable<string> names = Element(result.FullName!).Descendants("PropertySet")
            .Single(set => set.Element("Name")!.Value == "Row")
            .Descendants("ReferencedProperties")
            .Elements("Name")
            .Select(name => name.Value);
        Assert.All(names, name => Assert.True(IsPlain(result.GetProperty(name)!.PropertyType), name));
    }

    /// <summary>What grids and lists take where no view of ours is used has neither lists nor colours.</summary>
    [Theory]
    [MemberData(nameof(Displayed))]
    public void Displayed_properties_are_plain_values(string type)
    {
        IEnumerable<string> names = Element(type).Descendants("PropertySet")
            .Single(set => set.Element("Name")!.Value == "DefaultDisplayPropertySet")
            .Descendants("ReferencedProperties")
            .Elements("Name")
            .Select(name => name.Value);
        Assert.All(names, name => Assert.True(IsPlain(Find(type)!.GetProperty(name)!.PropertyType), name));
    }

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal);
    }

    private static XElement Element(string type) =>
        Document.Root!.Elements("Type").Single(element => element.Element("Name")!.Value == type);

    private static Type? Find(string name) => typeof(CrawlResult).Assembly.GetType(name) ?? typeof(RealtimeSandbox).Assembly.GetType(name);
}
