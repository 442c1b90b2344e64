using System.Globalization;
using System.Text.RegularExpressions;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Clients;

/// <summary>The official packages from npm against the sandbox; the checks themselves are the scripts in <c>tests/node</c>.</summary>
public sealed partial class JavaScriptClientTests
{
    private const int Checks = 45;

    [Fact(Timeout = 240_000)]
    public async Task Official_packages_are_served_as_by_the_service_itself()
    {
        CancellationToken limit = TestContext.Current.CancellationToken;
        string packages = await Node.PackagesAsync(limit);
        await using SandboxServer open = SandboxServer.Start(
            new SandboxOptions { Faults = [SandboxFault.Parse("stall:60000@cancel")] }, TimeProvider.System);
        await using SandboxServer locked = SandboxServer.Start(
            new SandboxOptions { RequiredKey = ApiKey.From("required") }, TimeProvider.System);

        (int code, string output) = await Node.TestAsync(
            "all.mjs",
            new Dictionary<string, string>
            {
                ["SANDBOX_PACKAGES"] = packages,
                ["SANDBOX_OPEN"] = RestOf(open),
                ["SANDBOX_LOCKED"] = RestOf(locked),
            },
            limit);

        Assert.True(code == 0, output);
        Assert.Equal((Checks, 0, 0), (Total(output, "pass"), Total(output, "fail"), Total(output, "skipped")));
    }

    private static string RestOf(SandboxServer sandbox) => FormattableString.Invariant($"http://127.0.0.1:{sandbox.Port}/v1");

    private static int Total(string output, string what)
    {
        Match total = Totals().Matches(output).Single(match => match.Groups["what"].Value == what);
        return int.Parse(total.Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "^# (?<what>pass|fail|skipped) (?<count>[0-9]+)\r?$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Totals();
}
