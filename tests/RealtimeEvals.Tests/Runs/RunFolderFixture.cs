using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>Run folders to be found in a folder, all named <c>run</c>.</summary>
internal static class RunFolderFixture
{
    /// <summary>What a writer leaves that is killed while it writes a file of the run.</summary>
    public const string Leftover = ".run.json.4711-0123456789abcdef0123456789abcdef.tmp";

    public static RunManifest Manifest =>
        new() { RunId = "run", Harness = "crawl", Provider = "sandbox", Settings = new JsonObject { ["model"] = "m" } };

    /// <summary>Makes a run.</summary>
    public static void MakeRun(this TemporaryFolder folder)
    {
        using IRunWriter run = new FolderStore(folder.Path).Create("run", replace: false);
        run.Write(Manifest);
        run.Files.Write("results.csv", "old"u8);
        run.Files.Write("audio/a/input.wav", "old"u8);
    }

    /// <summary>Makes what is left of a run whose process was killed while it wrote the manifest.</summary>
    public static void MakeLitter(this TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.PathOf("run"));
        File.WriteAllText(folder.PathOf("run", "run.lock"), "");
        File.WriteAllText(folder.PathOf("run", Leftover), "half");
    }

    public static void AssertRefused(string errorId, Action action) => Assert.Equal(errorId, Assert.Throws<EvalException>(action).ErrorId);
}
