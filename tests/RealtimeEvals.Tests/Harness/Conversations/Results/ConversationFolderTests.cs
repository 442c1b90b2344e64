using System.Security.Cryptography;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

/// <summary>When a run writes, and what it leaves alone.</summary>
public sealed class ConversationFolderTests
{
    [Fact(Timeout = 300_000)]
    public async Task Everything_is_on_disk_before_it_is_shown()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        var missing = new List<string>();
        setup.Sink = new CollectingSink { OnEmit = item => Look(setup, item, missing) };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(missing);
        Assert.Equal(5, setup.Sink.Items.Count);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("sim_refund.json")]
    [InlineData("tools.json")]
    public async Task File_that_goes_away_while_its_conversation_is_held_is_told_as_it_was_read(string file)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        string toolsPath = setup.PathOf("data", "tools.json");
        (string simulation, string tools) = (HashOf(setup.PathOf("data", "sim_refund.json")), HashOf(toolsPath));
        setup.Sink = new CollectingSink
        {
            OnEmit = item =>
            {
                if (item is TurnResult { TurnIndex: 1 }) File.Delete(setup.PathOf("data", file));
            },
        };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.False(File.Exists(setup.PathOf("data", file)));
        Assert.Equal((Outcome.Pass, simulation, tools), (result.Outcome, result.Settings.SimulationSha256, result.Settings.ToolsSha256));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());

        static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_not_confirmed_leaves_nothing()
    {
        await using var setup = new ConversationSetup();
        setup.Sink = new CollectingSink { Confirms = false };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(7, Assert.IsType<RunPlan>(Assert.Single(setup.Sink.Items)).Planned);
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Forced_run_leaves_nothing_of_the_one_before()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("private_details", "refund");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { MaximumCases = 1, Force = true };
        setup.Sink = new CollectingSink();

        Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFileSystemEntries(setup.RunPath, "*refund*", SearchOption.AllDirectories));
        Assert.Equal(3, setup.Files.Table.Rows.Count);
    }

    private static void Look(ConversationSetup setup, object item, List<string> missing)
    {
        if (item is TurnResult turn)
        {
            if (setup.Files.Table.Rows.Count != turn.TurnIndex) missing.Add($"row of {turn}");
            if (!setup.Transcript("refund").Contains(turn.UserText, StringComparison.Ordinal)) missing.Add($"transcript of {turn}");
            if (!File.Exists(setup.Files.PathOf(turn.AssistantAudioPath))) missing.Add($"sound of {turn}");
        }
        else if (item is ConversationResult conversation)
        {
            if (!setup.Journal.Any(entry => entry.IsJudged && entry.Outcome == conversation.Outcome)) missing.Add("journal");
            if (!setup.Record("refund").IsJudged) missing.Add("record");
        }
    }
}
