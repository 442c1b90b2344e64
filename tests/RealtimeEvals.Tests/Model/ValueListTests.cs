using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Model;

public sealed class ValueListTests
{
    [Theory]
    [InlineData("a b", "a b", true)]
    [InlineData("a b", "b a", false)]
    [InlineData("a b", "a", false)]
    [InlineData("", "", true)]
    public void Equals_compares_items_in_order(string left, string right, bool equal)
    {
        ValueList<string> first = Of(left);
        ValueList<string> second = Of(right);

        Assert.Equal(equal, first.Equals(second));
        Assert.Equal(equal, first.Equals((object)second));
        Assert.Equal(equal, first.GetHashCode() == second.GetHashCode());
        Assert.False(first.Equals(null));
    }

    [Fact]
    public void Constructor_copies_its_items()
    {
        var items = new List<string> { "a" };
        var list = new ValueList<string>(items);

        items.Add("b");

        Assert.Equal("a", list.ToString());
    }

    [Fact]
    public void ToString_is_one_line_of_the_items()
    {
        Assert.Equal("a; b", Of("a b").ToString());
        Assert.Equal("", ValueList<string>.Empty.ToString());
        Assert.Equal(
            "pay({\"a\":1}); look({})",
            new ValueList<ToolCall>([new ToolCall("pay", "{\"a\":1}", "1"), new ToolCall("look", "{}", "2")]).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a b a")]
    public void Json_round_trip_keeps_it_as_an_array(string items)
    {
        string json = JsonSerializer.Serialize(Of(items), RunJson.Line);

        Assert.Equal(JsonSerializer.Serialize(Of(items).ToArray()), json);
        Assert.Equal(Of(items), JsonSerializer.Deserialize<ValueList<string>>(json, RunJson.Line));
    }

    private static ValueList<string> Of(string items) => new(items.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
