using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A store that is locked, newer, damaged or full: it is said, and nothing that was saved is lost.</summary>
public sealed class StoreTroubleTests
{
    [Fact(Timeout = 240_000)]
    public async Task Locked_store_is_read_and_refuses_to_be_written_until_it_is_free()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        HttpClient client = dashboard.Program;
        string saved = await client.SaveAsync();
        using (SqliteConnection other = StoreRows.Open(RunningDashboard.StoreOf(folder.Path)))
        {
            Execute(other, "BEGIN EXCLUSIVE");
            Task<HttpResponseMessage>[] writes =
            [
                client.SendJsonAsync("PUT", SavedInterview.PathOf("late"), SavedInterview.Body()),
                client.SendAsync("POST", $"{SavedInterview.PathOf(saved)}/tests"),
                client.SendAsync("POST", $"{HeldInterview.Path}/{saved}/cases/{saved}/tests"),
                client.SendAsync("POST", $"/results/{saved}/tests"),
            ];

            await client.GetAsync(SavedInterview.PathOf(saved)).JsonAsync();
            await client.GetAsync("/results").PageAsync();
            Assert.Contains("locked", await writes[0].ErrorAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
            Assert.Equal("5", $"{(await writes[0]).Headers.RetryAfter}");
            await writes[1].ErrorAsync(HttpStatusCode.ServiceUnavailable);
            await writes[2].ProblemAsync(HttpStatusCode.ServiceUnavailable);
            await writes[3].PageAsync(HttpStatusCode.ServiceUnavailable);
            Execute(other, "ROLLBACK");
        }

        await client.GetAsync(SavedInterview.PathOf("late")).ErrorAsync(HttpStatusCode.NotFound);
        await client.SendJsonAsync("PUT", SavedInterview.PathOf("late"), SavedInterview.Body()).JsonAsync();
    }

    [Fact(Timeout = 240_000)]
    public async Task Store_of_a_newer_version_is_not_served_and_not_changed()
    {
        using var folder = new TemporaryFolder();
        string store = RunningDashboard.StoreOf(folder.Path);
        await using (RunningDashboard first = await RunningDashboard.StartAsync(folder.Path, "--sandbox")) await first.Program.SaveAsync();
        using (SqliteConnection newer = StoreRows.Open(store))
        {
            Execute(newer, "INSERT INTO schema_versions (ScriptName, Applied) VALUES ('9999_of_the_future.sql', '2030-01-01')");
        }

        string error = await RefusedAsync(folder.Path);

        Assert.Contains("newer version", error, StringComparison.Ordinal);
        StoreRows.AssertWhole(store);
    }

    [Theory(Timeout = 240_000)]
    [InlineData("this is no database, and it is longer than the head of one is, which is a hundred bytes. 0123456789 0123456789")]
    [InlineData("SQLite format 3\0")]
    public async Task File_that_is_no_store_is_not_served_and_not_changed(string content)
    {
        using var folder = new TemporaryFolder();
        string store = RunningDashboard.StoreOf(folder.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        await File.WriteAllTextAsync(store, content, TestContext.Current.CancellationToken);

        await RefusedAsync(folder.Path);

        Assert.Equal(content, await File.ReadAllTextAsync(store, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 240_000)]
    public async Task Store_that_is_damaged_while_it_is_served_is_said_to_be_so_in_every_form()
    {
        using var folder = new TemporaryFolder();
        string store = RunningDashboard.StoreOf(folder.Path);
        await using (RunningDashboard first = await RunningDashboard.StartAsync(folder.Path, "--sandbox")) await first.Program.SaveAsync();
        using (SqliteConnection last = StoreRows.Open(store)) Execute(last, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(folder.Path, "--sandbox");
        await using (FileStream file = new(store, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // The head stays, so that it is still taken for a database.
            file.Position = 4096;
            await file.WriteAsync(Encoding.ASCII.GetBytes(new string('x', (int)file.Length - 4096)), TestContext.Current.CancellationToken);
        }

        HttpClient client = dashboard.Program;
        string error = await client.GetAsync(SavedInterview.Path).ErrorAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("damaged", error, StringComparison.Ordinal);
        await client.GetAsync(HeldInterview.Path).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        foreach (string path in new[] { "/results", "/" })
        {
            string page = await client.GetAsync(path).PageAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Contains("damaged", page, StringComparison.Ordinal);
        }

        await client.SendJsonAsync("PUT", SavedInterview.PathOf("x"), SavedInterview.Body()).ErrorAsync(HttpStatusCode.ServiceUnavailable);
        await client.StartRunAsync("x").ProblemAsync(HttpStatusCode.ServiceUnavailable);
        await client.GetAsync("/api/prompts").JsonAsync();
        Assert.Equal(0, await dashboard.TerminateAsync());
    }

    [Fact(Timeout = 240_000)]
    public async Task Full_disk_is_said_to_be_full_and_what_was_saved_stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a disk that a test can fill alone.");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("store"));
        const string Mount = "mount -t tmpfs -o size=3m none \"$0\" && exec \"$@\"";
        string[] under = ["unshare", "-rm", "sh", "-c", Mount, folder.PathOf("store")];
        using (var probe = System.Diagnostics.Process.Start(under[0], [.. under[1..], "true"]))
        {
            await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(probe.ExitCode == 0, "A small disk cannot be mounted here, so that a full one is NOT tested.");
        }

        await using RunningDashboard dashboard = await RunningDashboard.StartUnderAsync(under, folder.Path, null, "--sandbox");
        HttpClient client = dashboard.Program;
        string saved = await client.SaveAsync();
        string before = (await client.GetAsync(SavedInterview.PathOf(saved)).JsonAsync()).ToJsonString();

        string error = await client
            .SendJsonAsync("PUT", SavedInterview.PathOf("big"), SavedInterview.Body(new string('x', 6_000_000)))
            .ErrorAsync(HttpStatusCode.InsufficientStorage);

        Assert.Contains("full", error, StringComparison.Ordinal);
        await client.GetAsync(SavedInterview.PathOf("big")).ErrorAsync(HttpStatusCode.NotFound);
        Assert.Equal(before, (await client.GetAsync(SavedInterview.PathOf(saved)).JsonAsync()).ToJsonString());
        Assert.Single((await client.GetAsync(SavedInterview.Path).JsonAsync()).AsArray());
        await client.GetAsync("/results").PageAsync();
    }

    private static async Task<string> RefusedAsync(string folder)
    {
        (int code, string output, string error) = await Support.Cli.RunAsync(
            folder, null, [.. RunningDashboard.Arguments(folder), "--sandbox"]);
        Assert.Equal("", output);
        Assert.Equal(3, code);
        Assert.Contains("StoreUnusable", error, StringComparison.Ordinal);
        WatchedAnswers.AssertNoStack(error);
        return error;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
