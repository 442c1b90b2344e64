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
    private const int NarrowWidth = 80;
    private const int LeastRest = 15;
    private const int Rest = 0;
    private const string Deserialized = "Deserialized.";
    private const string Visible = "[RealtimeEvals.Messages.VisibleText]::";
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
        Assert.Equal(
            TypesOf(view).Select(name => Deserialized + name),
            names.Where(name => name.StartsWith(Deserialized, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Properties_of_a_view_exist(string view)
    {
        XElement[] naming =
        [
            .. Element(view).Descendants()
                .Where(element => Naming.Contains(element.Name.LocalName) && element.Element("PropertyName") is not null),
        ];
        Assert.True(naming.Length > 0 || Element(view).Descendants("ScriptBlock").Any());
        Assert.All(naming, element => Assert.All(
            TypesOf(view, element),
            type => Assert.NotNull(Find(type)!.GetProperty(element.Element("PropertyName")!.Value))));
    }

    /// <summary>Text may come from a model, a service or a file; what is ours in the sandbox's view is not shown as its code.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void Text_of_others_is_made_visible(string view)
    {
        if (view == "RealtimeSandboxTable") return;
        Assert.All(Element(view).Descendants("PropertyName"), name => Assert.All(
            TypesOf(view, name),
            type => Assert.False(IsText(type, name.Value), name.Value)));
        IEnumerable<XElement> unguarded = Element(view).Descendants("ScriptBlock")
            .Where(script => !script.Value.Contains(Visible, StringComparison.Ordinal));
        foreach (XElement script in unguarded)
        {
            Assert.All(TypesOf(view, script), type => Assert.DoesNotContain(
                Find(type)!.GetProperties(),
                property => IsText(type, property.Name)
                    && script.Value.Contains($"$_.{property.Name}", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Table_fits_the_screen(string view)
    {
        int[] widths = Widths(view);
        Assert.True(widths.Sum() + widths.Length - 1 <= ScreenWidth);
    }

    /// <summary>In a narrow window a column is there as a whole, or is not there; the last may take the room that is left.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void No_column_is_cut_by_a_narrow_screen(string view)
    {
        int end = -1;
        foreach (int width in Widths(view))
        {
            int start = end + 1;
            end = start + width;
            Assert.True(
                width == Rest ? start <= NarrowWidth - LeastRest : end < NarrowWidth || start >= NarrowWidth - 1,
                $"a column of {width} begins at {start}");
        }
    }

    [Theory]
    [InlineData("GateReportTable")]
    [InlineData("RuleResultTable")]
    [InlineData("GateFindingTable")]
    public void Reasons_of_a_gate_are_wrapped_and_not_cut(string view) =>
        Assert.All(Element(view).Descendants("TableRowEntry"), entry => Assert.NotNull(entry.Element("Wrap")));

    [Theory]
    [InlineData("CrawlResult")]
    [InlineData("WalkResult")]
    [InlineData("ConversationResult")]
    [InlineData("RefusalResult")]
    [InlineData("GateReport")]
    public void Outcomes_are_coloured_in_every_view(string type) =>
        Assert.All(
            Document.Descendants("View")
                .Where(view => view.Element("Name")!.Value is string name && name.StartsWith(type, StringComparison.Ordinal)),
            view => Assert.Contains("$PSStyle", view.Value, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Views))]
    public void Table_has_a_header_for_each_column(string view)
    {
        int headers = Element(view).Descendants("TableColumnHeader").Count();
        Assert.All(
            Element(view).Descendants("TableRowEntry"),
            entry => Assert.Equal(headers, entry.Descendants("TableColumnItem").Count()));
    }

    [Theory]
    [InlineData("CrawlResultTable")]
    [InlineData("WalkResultTable")]
    [InlineData("ConversationResultTable")]
    [InlineData("RefusalResultTable")]
    public void Results_are_grouped_by_run(string view) =>
        Assert.Contains("($_.RunId)", Element(view).Element("GroupBy")!.Element("ScriptBlock")!.Value, StringComparison.Ordinal);

    [Fact]
    public void Names_of_views_are_different() =>
        Assert.Equal(Views.Count, Views.Select(row => row.Data).Distinct(StringComparer.Ordinal).Count());

    /// <summary>The widths of the columns; 0 for one that takes the room that is left.</summary>
    private static int[] Widths(string view) =>
    [
        .. Element(view).Descendants("TableColumnHeader")
            .Select(header => header.Element("Width")?.Value ?? "0")
            .Select(width => int.Parse(width, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static XElement Element(string view) => Document.Descendants("View").Single(element => element.Element("Name")!.Value == view);

    private static IEnumerable<string> Selected(string view) =>
        Element(view).Element("ViewSelectedBy")!.Elements("TypeName").Select(element => element.Value);

    private static IEnumerable<string> TypesOf(string view) =>
        Selected(view).Where(name => !name.StartsWith(Deserialized, StringComparison.Ordinal));

    /// <summary>
    /// The types that an element of a view serves: those of its own entry, or those of the view that no other entry takes.
    /// </summary>
    private static IEnumerable<string> TypesOf(string view, XElement element)
    {
        IEnumerable<string> own = Live(element.Ancestors().Elements("EntrySelectedBy"));
        return own.Any() ? own : TypesOf(view).Except(Live(Element(view).Descendants("EntrySelectedBy")), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Live(IEnumerable<XElement> selections) =>
        selections.Elements("TypeName")
            .Select(name => name.Value)
            .Where(name => !name.StartsWith(Deserialized, StringComparison.Ordinal));

    /// <summary>Whether a property is text, or a list of something that holds text.</summary>
    private static bool IsText(string type, string property) =>
        Find(type)!.GetProperty(property)!.PropertyType is var kind
        && (kind == typeof(string) || (kind.IsGenericType && kind.IsAssignableTo(typeof(System.Collections.IEnumerable))));

    private static Type? Find(string name) =>
        new[] { typeof(CrawlResult), typeof(RealtimeSandbox) }
            .Select(type => type.Assembly)
            .Select((Assembly assembly) => assembly.GetType(name))
            .FirstOrDefault(type => type is not null);
}
