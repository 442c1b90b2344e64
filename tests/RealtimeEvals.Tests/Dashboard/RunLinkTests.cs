using System.Net;
using System.Text.RegularExpressions;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Files in the folder of a run that became links to somewhere else.</summary>
public sealed class RunLinkTests(HeldRunFixture setup) : IClassFixture<HeldRunFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private HttpClient Client => setup.Dashboard.Program;

    [Fact(Timeout = 240_000)]
    public async Task File_of_a_run_is_handed_out_until_a_link_leads_elsewhere()
    {
        string page = await Client.GetAsync("/results/one/report").PageAsync() + await Client.GetAsync("/results/one/audio").PageAsync()
            + await Client.GetAsync("/results/one/transcript").PageAsync();
        string[] files =
        [
            .. Regex.Matches(page, "/results/one/files/[0-9a-f]+", RegexOptions.None, Limit)
                .Select(match => match.Value).Distinct(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            using HttpResponseMessage answer = await Client.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(answer.Content.Headers.ContentType?.MediaType, new[] { "audio/wav", "application/json", "text/plain" });
        }

        string run = setup.PathOf("results", "one");
        foreach (string file in Directory.GetDirectories(run).SelectMany(FilesOf))
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, setup.PathOf("secret.txt"));
        }

        await AssertNothingToldAsync(files);
        foreach (string folder in Directory.GetDirectories(run))
        {
            Directory.Move(folder, setup.PathOf($"moved-{Path.GetFileName(folder)}"));
            Directory.CreateSymbolicLink(folder, setup.PathOf($"moved-{Path.GetFileName(folder)}"));
        }

        await AssertNothingToldAsync(files);
    }

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private async Task AssertNothingToldAsync(string[] files)
    {
        foreach (string path in files.Concat(["/results/one/report", "/results/one/events", "/results/one/audio"]))
        {
            using HttpResponseMessage answer = await Client.GetAsync(path);
            Assert.DoesNotContain(HeldRunFixture.Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
