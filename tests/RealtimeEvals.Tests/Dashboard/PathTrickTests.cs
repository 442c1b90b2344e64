using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>No spelling of a path leads to a file that is not handed out.</summary>
public sealed class PathTrickTests(HeldRunFixture setup) : IClassFixture<HeldRunFixture>
{
    private static readonly string[] Tricks =
    [
        "../secret.txt", "../../secret.txt", "..%2fsecret.txt", "..%2Fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt",
        "%252e%252e%252fsecret.txt", "%25252e%25252e%25252fsecret.txt", "..%5csecret.txt", "..\\secret.txt", "%2e%2e%5csecret.txt",
        "..%252fsecret.txt", "..%255csecret.txt", "....//secret.txt", "..;/secret.txt", ".%2e/secret.txt", "./../secret.txt",
        "..%c0%afsecret.txt", "%c0%ae%c0%ae%c0%afsecret.txt", "%e0%80%ae%e0%80%ae/secret.txt", "..%ef%bc%8fsecret.txt",
        "%u002e%u002e/secret.txt",
        "..%00/secret.txt", "secret.txt%00", "../secret.txt%00.js", "..%2fsecret", "../secret", "..%2f..%2fsecret",
        "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "file:///etc/passwd", "..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "linked", "linked.txt", "%6c%69nked", "run.json", "..%2frun.json", "store%2fruns.sqlite", "{absolute}", "C:%5cwindows%5cwin.ini",
    ];

    private RunningDashboard Dashboard => setup.Dashboard;

    [Theory(Timeout = 240_000)]
    [InlineData("/assets/")]
    [InlineData("/results/one/files/")]
    [InlineData("/results/one/")]
    [InlineData("/results/")]
    [InlineData("/api/prompts/")]
    [InlineData("/api/v1/prompts/")]
    [InlineData("/token?interviewerPrompt=")]
    [InlineData("/api/benchmark-runs/")]
    [InlineData("/api/v1/runs/")]
    [InlineData("/api/v1/runs/one/cases/")]
    [InlineData("/results/one/text?case=")]
    public async Task Trick_in_a_path_finds_nothing(string place)
    {
        foreach (string trick in Tricks)
        {
            string path = place + trick.Replace("{absolute}", Uri.EscapeDataString(setup.PathOf("secret.txt")), StringComparison.Ordinal);
            RawAnswer answer = await RawHttp.GetAsync(Dashboard, path);

            Assert.DoesNotContain(HeldRunFixture.Secret, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("root:", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite format", answer.Body, StringComparison.Ordinal);
            Assert.True(answer.Status is 400 or 404, $"{path}: {answer.Status} {answer.Body}");
            WatchedAnswers.AssertNoStack(answer.Body);
        }
    }
}
