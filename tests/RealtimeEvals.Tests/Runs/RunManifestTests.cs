using System.Text.Json.Nodes;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

public sealed class RunManifestTests
{
    private static JsonObject Settings => new()
    {
        ["text"] = "Beaupré <b> \"q\" + 'x' \\ / 😀 \u2028",
        ["half"] = 0.5,
        ["tenth"] = 0.1,
        ["small"] = 1e-7,
        ["large"] = 1e21,
        ["whole"] = 300.0,
        ["count"] = 5,
        ["money"] = 1.50m,
        ["flag"] = true,
        ["nothing"] = null,
        ["list"] = new JsonArray(1, "two", null),
        ["nested"] = new JsonObject { ["a"] = "é", ["b"] = 2 },
    };

    public static TheoryData<string, string> Changes => new()
    {
        { "half", "0.25" },
        { "flag", "false" },
        { "text", "\"\"" },
        { "list", "[1,\"two\"]" },
        { "nested", "{\"a\":\"e\",\"b\":2}" },
        { "nothing", "1" },
        { "count", "null" },
        { "new", "1" },
    };

    [Fact]
    public void DifferencesFrom_the_same_settings_after_a_restart_is_empty()
    {
        using var folder = new TemporaryFolder();
        using IRunWriter run = new FolderStore(folder.Path).Create("run", replace: false);
        run.Write(ManifestOf(Settings));

        RunManifest read = Assert.IsType<RunManifest>(FolderStore.ReadManifest(run.Files.Path));

        Assert.Empty(read.DifferencesFrom(Settings));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void DifferencesFrom_names_the_changed_setting(string name, string value)
    {
        JsonObject changed = Settings;
        changed[name] = JsonNode.Parse(value);

        Assert.Equal([name], ManifestOf(Settings).DifferencesFrom(changed), StringComparer.Ordinal);
        Assert.Equal([name], ManifestOf(changed).DifferencesFrom(Settings), StringComparer.Ordinal);
    }

    [Fact]
    public void DifferencesFrom_names_a_setting_that_is_gone_and_one_that_is_new()
    {
        JsonObject other = Settings;
        other.Remove("count");
        other["Count"] = 5;

        Assert.Equal(["count", "Count"], ManifestOf(Settings).DifferencesFrom(other), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("20261120_093015")]
    [InlineData("20261120_093015_2", "20261120_093015")]
    [InlineData("20261120_093015_3", "20261120_093015", "20261120_093015_2")]
    [InlineData("20261120_093015", "20261120_093015_2")]
    public void New_run_id_is_the_UTC_time_or_the_next_free_one(string expected, params string[] taken)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in taken) Directory.CreateDirectory(folder.PathOf(name));

        var time = new ManualTime(new DateTimeOffset(2026, 11, 20, 11, 30, 15, TimeSpan.FromHours(2)));

        Assert.Equal(expected, RunId.New(new FolderStore(folder.Path), time));
    }

    [Fact]
    public void New_run_id_taken_by_a_file_is_not_used()
    {
        using var folder = new TemporaryFolder();
        folder.Write("20261120_093015", "");

        Assert.Equal("20261120_093015_2", RunId.New(new FolderStore(folder.Path), new ManualTime()));
    }

    private static RunManifest ManifestOf(JsonObject settings) =>
        new() { RunId = "r", Harness = "crawl", Provider = "p", Settings = settings };
}
