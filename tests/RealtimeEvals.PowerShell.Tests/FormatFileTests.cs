using System.Reflection;
using System.Xml.Linq;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Commands;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>The views of <c>module/RealtimeEvals.format.ps1xml</c>.</summary>
public sealed class FormatFileTests
{
    private const int ScreenWidth = 120;
    private const string Deserialized = "Deserialized.";
    private static readonly string[] Naming = ["TableColumnItem", "ListItem", "GroupBy", "WideItem"];
    private static readonly XDocument Document = XDocument.Load(Repository.PathOf("module", "RealtimeEvals.format.ps1xml"));

    public static TheoryData<string> Views => [.. Document.Descendants("View").Select(view => view.Element("Name")!.Value)];

    [Theory]
    [MemberData(nameof(Views))]
    public void Types_of_a_view_exist(string view) => Assert.All(TypesOf(view), name => Assert.NotNull(Find(name)));

    [Theory]
    [MemberData(nameof(Views))]
    public void View_serves_deserialized_objects_too(string view)
    {
        string[] names = [.. Selected(view)];
        Assert.Equal(TypesOf(view).Select(name => Deserialized + name), names.Where(name => name.StartsWith(Deserialized, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Properties_of_a_view_exist(string view)
    {
        XElement[] naming = [.. Element(view).Descendants().Where(element => Naming.Contains(element.Name.LocalName) && element.Element("PropertyName") is not null)];
        Assert.NotEmpty(naming);
        Assert.All(naming, element => Assert.All(TypesOf(view, element), type => Assert.NotNull(Find(type)!.GetProperty(element.Element("PropertyName")!.Value))));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Table_fits_the_screen(string view)
    {
        int[] widths = [.. Element(view).Descendants("TableColumnHeader").Select(header => int.Parse(header.Element("Width")!.Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(widths.Sum() + widths.Length - 1 <= ScreenWidth);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Table_has_a_header_for_each_column(string view)
    {
        int headers = Element(view).Descendants("TableColumnHeader").Count();
        Assert.All(Element(view).Descendants("TableRowEntry"), entry => Assert.Equal(headers, entry.Descendants("TableColumnItem").Count()));
    }

    [Theory]
    [InlineData("CrawlResultTable")]
    [InlineData("WalkResultTable")]
    [InlineData("ConversationResultTable")]
    [InlineData("RefusalResultTable")]
    public void Results_are_grouped_by_run(string view) => Assert.Equal("RunId", Element(view).Element("GroupBy")!.Element("PropertyName")!.Value);

    [Fact]
    public void Names_of_views_are_different() => Assert.Equal(Views.Count, Views.Select(row => row.Data).Distinct(StringComparer.Ordinal).Count());

    private static XElement Element(string view) => Document.Descendants("View").Single(element => element.Element("Name")!.Value == view);

    private static IEnumerable<string> Selected(string view) => Element(view).Element("ViewSelectedBy")!.Elements("TypeName").Select(element => element.Value);

    private static IEnumerable<string> TypesOf(string view) => Selected(view).Where(name => !name.StartsWith(Deserialized, StringComparison.Ordinal));

    /// <summary>The types that an element of a view serves: those of its own entry, or those of the view that no other entry takes.</summary>
    private static IEnumerable<string> TypesOf(string view, XElement element)
    {
        IEnumerable<string> own = Live(element.Ancestors().Elements("EntrySelectedBy"));
        return own.Any() ? own : TypesOf(view).Except(Live(Element(view).Descendants("EntrySelectedBy")), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Live(IEnumerable<XElement> selections) => selections.Elements("TypeName").Select(name => name.Value).Where(name => !name.StartsWith(Deserialized, StringComparison.Ordinal));

    private static Type? Find(string name) => new[] { typeof(CrawlResult), typeof(RealtimeSandbox) }.Select(type => type.Assembly).Select((Assembly assembly) => assembly.GetType(name)).FirstOrDefault(type => type is not null);
}
