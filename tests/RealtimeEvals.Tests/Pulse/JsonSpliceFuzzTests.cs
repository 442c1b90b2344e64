using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;
using JsonEdit = RealtimeEvals.Pulse.JsonEdit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class JsonSpliceFuzzTests
{
    private const int Documents = 4000;

    [Fact]
    public void Apply_keeps_the_bytes_of_every_member_that_no_change_is_about() => ForAll(document =>
    {
        byte[] changed = Apply(document.Text, document.Edits);
        using JsonDocument before = Parse(document.Text);
        using JsonDocument after = Parse(Encoding.UTF8.GetString(changed));
        AssertKept(before.RootElement, after.RootElement, document.Edits);
        Assert.Equal(document.Text[..document.Text.IndexOf('{', StringComparison.Ordinal)], Encoding.UTF8.GetString(changed).Split('{')[0]);
        Assert.Equal(
            document.Text[document.Text.LastIndexOf('}')..],
            Encoding.UTF8.GetString(changed)[Encoding.UTF8.GetString(changed).LastIndexOf('}')..]);
    });

    [Fact]
    public void Apply_makes_every_change() => ForAll(document =>
    {
        using JsonDocument after = Parse(Encoding.UTF8.GetString(Apply(document.Text, document.Edits)));
        foreach (JsonEdit edit in document.Edits)
        {
            JsonElement? found = Find(after.RootElement, edit.Path);
            Assert.Equal(edit.Json is null, found is null);
            if (edit.Json is not null) Assert.True(JsonElement.DeepEquals(found!.Value, Parse(edit.Json).RootElement));
        }
    });

    [Fact]
    public void Apply_again_changes_nothing() => ForAll(document =>
    {
        byte[] changed = Apply(document.Text, document.Edits);
        Assert.Equal(changed, JsonSplice.Apply(changed, document.Edits));
    });

    [Fact]
    public void Apply_takes_away_exactly_what_it_added() => ForAll(document =>
    {
        using JsonDocument before = Parse(document.Text);
        JsonEdit edit = document.Edits[0];
        int there = Enumerable.Range(0, edit.Path.Count + 1).Last(count => Find(before.RootElement, edit.Path.Take(count)) is not null);
        bool isAdded = there < edit.Path.Count
            && edit.Json is not null
            && Find(before.RootElement, edit.Path.Take(there))!.Value.EnumerateObject().Any();
        if (!isAdded) return;
        byte[] changed = Apply(document.Text, [edit]);
        Assert.Equal(
            document.Text,
            Encoding.UTF8.GetString(JsonSplice.Apply(changed, [new JsonEdit([.. edit.Path.Take(there + 1)], null)])));
    });

    private static void ForAll(Action<RandomDocument> body) =>
        Fuzz.ForAll(Gen.Choose(0, int.MaxValue - 1).Select(seed => new RandomDocument(seed)), body, Documents);

    private static byte[] Apply(string text, JsonEdit[] edits) => JsonSplice.Apply(Encoding.UTF8.GetBytes(text), edits);

    private static JsonDocument Parse(string text) =>
        JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });

    /// <summary>Compares the members of an object in their order, down to those that a change is about.</summary>
    /// <param name="before">The old object.</param>
    /// <param name="after">The new one.</param>
    /// <param name="edits">The changes in it; the paths begin there.</param>
    private static void AssertKept(JsonElement before, JsonElement after, JsonEdit[] edits)
    {
        string[] keys = [.. before.EnumerateObject().Select(property => property.Name)];
        string[] removed = [.. edits.Where(edit => edit.Path.Count == 1 && edit.Json is null).Select(edit => edit.Path[0])];
        string[] added = [.. edits.Where(edit => edit.Json is not null).Select(edit => edit.Path[0]).Except(keys)];
        Assert.Equal([.. keys.Except(removed), .. added], after.EnumerateObject().Select(property => property.Name));
        foreach ((JsonProperty old, JsonProperty now) in before.EnumerateObject()
            .Where(property => !removed.Contains(property.Name))
            .Zip(after.EnumerateObject()))
        {
            JsonEdit[] below = [.. edits.Where(edit => edit.Path[0] == old.Name)];
            Assert.Equal(KeyOf(old), KeyOf(now));
            if (below.Length == 0) Assert.Equal(old.Value.GetRawText(), now.Value.GetRawText());
            else if (below[0].Path.Count > 1)
            {
                AssertKept(old.Value, now.Value, [.. below.Select(edit => new JsonEdit([.. edit.Path.Skip(1)], edit.Json))]);
            }
        }
    }

    /// <summary>The key as it is written, with the colon and the white space around it.</summary>
    private static string KeyOf(JsonProperty property) => property.ToString()[..^property.Value.GetRawText().Length];

    private static JsonElement? Find(JsonElement root, IEnumerable<string> path)
    {
        JsonElement? found = root;
        foreach (string key in path)
        {
            found = found is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(key, out JsonElement child) ? child : null;
        }

        return found;
    }
}
