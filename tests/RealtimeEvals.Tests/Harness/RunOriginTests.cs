using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>A run says where it comes from, and goes on saying so.</summary>
public sealed class RunOriginTests(FinishedConversations conversations) : IClassFixture<FinishedConversations>
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact(Timeout = 300_000)]
    public async Task Run_names_its_inputs_its_models_and_each_start()
    {
        await using var setup = new CrawlSetup();
        string data = setup.Write("calls.csv", await File.ReadAllTextAsync(setup.Options.DataPath, TestContext.Current.CancellationToken));
        setup.Options = setup.Options with { DataPath = data, MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { Resume = true };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        RunProvenance origin = FolderStore.ReadManifest(setup.RunPath)!.Provenance!;

        Assert.Equal(["data", "system_prompt", "tools"], origin.Inputs.Select(input => input.Role));
        Assert.Equal((data, FileHash.OfFile(data)), (origin.Inputs[0].Path, origin.Inputs[0].Sha256));
        Assert.Equal(2, origin.Starts.Count);
        Assert.Equal(setup.Sink.Results[0].Model, origin.Models["agent"]);
        Assert.Contains("speech", origin.Models.Keys);
    }

    [Fact]
    public void Run_of_conversations_names_caller_judge_and_the_instructions_of_the_judge()
    {
        RunProvenance origin = FolderStore.ReadManifest(conversations.RunPath)!.Provenance!;

        Assert.Superset((HashSet<string>)["agent", "judge"], origin.Models.Keys.ToHashSet());
        Assert.All(origin.JudgePromptSha256, hash => Assert.Equal(64, hash.Length));
        Assert.NotEmpty(origin.JudgePromptSha256);
        Assert.Contains(origin.Inputs, input => input.Role == "simulation");
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_names_the_commit_of_its_data_and_no_remote()
    {
        await using var setup = new CrawlSetup();
        string git = Directory.CreateDirectory(Path.Combine(setup.Folder, ".git", "refs", "heads", "team")).FullName;
        await File.WriteAllTextAsync(Path.Combine(git, "night"), Commit + "\n", TestContext.Current.CancellationToken);
        setup.Write(".git/HEAD", "ref: refs/heads/team/night\n");
        setup.Write(".git/config", "[remote \"origin\"]\n  url = https://user:canary-password@example.org/x.git\n");
        string data = setup.Write("calls.csv", await File.ReadAllTextAsync(setup.Options.DataPath, TestContext.Current.CancellationToken));
        setup.Options = setup.Options with { DataPath = data, MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        GitState? state = FolderStore.ReadManifest(setup.RunPath)!.Provenance!.Starts[0].Git;

        Assert.Equal((Commit, "team/night"), (state!.Commit, state.Branch));
        string manifest = await File.ReadAllTextAsync(Path.Combine(setup.RunPath, "run.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("canary-password", manifest, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_provenance_is_resumed_and_has_it_from_then_on()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string file = Path.Combine(setup.RunPath, "run.json");
        JsonObject manifest = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
        manifest.Remove("provenance");
        await File.WriteAllTextAsync(file, manifest.ToJsonString(), TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { Resume = true };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Single(FolderStore.ReadManifest(setup.RunPath)!.Provenance!.Starts);
    }
}
