using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>A key that stands in what the agent says changes no grade.</summary>
public sealed class KeyInWordsCliTests
{
    private const string Tools =
        """[{"type":"function","name":"get_account_balance","description":"The balance.","parameters":"""
        + """{"type":"object","properties":{"kind":{"type":"string"}}}}]""";

    [Theory(Timeout = 300_000)]
    [InlineData("account")]
    [InlineData("x")]
    [InlineData("none")]
    [InlineData("test")]
    [InlineData("EMPTY")]
    public async Task Key_that_is_too_short_is_told_once_and_stays_in_the_words(string key)
    {
        using var folder = new CliFolder();

        await using var server = new LoopbackServer(ServeAsync);

        var said = await CrawlAsync(folder, server, key);

        Assert.Equal(["pass", "pass"], folder.Run("demo").Column("outcome"));
        Assert.Equal(["get_account_balance", "get_account_balance"], folder.Run("demo").Column("pred_tool_call"));
        Assert.Equal(2, said.Error.Split("too short for a secret").Length);
        Assert.DoesNotContain("[redacted]", said.Output + said.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("get_account_balance")]
    [InlineData("get_account")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("balance-of-savings")]
    [InlineData("completed")]
    [InlineData("response.done")]
    [InlineData("session.updated")]
    public async Task Key_that_the_agent_says_is_graded_as_received_and_written_without(string key)
    {
        using var folder = new CliFolder();

        await using var server = new LoopbackServer(ServeAsync);

        var said = await CrawlAsync(folder, server, key);

        Assert.Equal(["pass", "pass"], folder.Run("demo").Column("outcome"));
        Assert.Equal(["case-1", "case-2"], folder.Run("demo").Column("example_id"));
        Assert.All(
            folder.Run("demo").Column("pred_tool_call").Concat(folder.Run("demo").Column("assistant_text")),
            cell => Assert.DoesNotContain(key, cell, StringComparison.Ordinal));
        Assert.DoesNotContain("too short", said.Error, StringComparison.Ordinal);
        var again = await CrawlAsync(folder, server, key, "--resume");
        Assert.True(again.ExitCode == 0, again.Error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> CrawlAsync(
        CliFolder folder, LoopbackServer server, string key, string how = "--force")
    {
        folder.Write("tools.json", Tools);
        folder.Write(
            "cases.csv",
            "example_id,user_text,gt_tool_call,gt_tool_call_arg\n"
            + "case-1,How much?,get_account_balance,\"{\"\"kind\"\":\"\"balance-of-savings\"\"}\"\n"
            + "case-2,How much?,get_account_balance,\"{\"\"kind\"\":\"\"balance-of-savings\"\"}\"\n");
        return await folder.CrawlWithAsync(
            new Dictionary<string, string> { ["OPENAI_API_KEY"] = key },
            "--base-url", FormattableString.Invariant($"http://127.0.0.1:{server.Port}/v1"),
            "--data-csv", "cases.csv", "--tools-file", "tools.json", "--run-name", "demo", how, "--retry-limit", "0");
    }

    private static async Task ServeAsync(HttpListenerContext context, CancellationToken stop)
    {
        if (context.Request.HttpMethod == "POST")
        {
            await context.Response.OutputStream.WriteAsync(PcmSamples.Encode(Signal.Tone(440, 24_000, 12_000), AudioEncoding.Pcm16), stop);
            context.Response.Close();
            return;
        }

        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_1"}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop)) return;
        string sound = Convert.ToBase64String(new byte[4800]);
        const string Arguments = """{\"kind\":\"balance-of-savings\"}""";
        string call =
            $$"""{"id":"i","type":"function_call","call_id":"c","name":"get_account_balance","arguments":"{{Arguments}}"}""";
        string[] events =
        [
            """{"type":"response.created","response":{"id":"r"}}""",
            $$"""{"type":"response.output_audio.delta","response_id":"r","item_id":"m","delta":"{{sound}}"}""",
            """{"type":"response.output_audio_transcript.delta","response_id":"r","item_id":"m","delta":"I call get_account_"}""",
            """{"type":"response.output_audio_transcript.delta","response_id":"r","item_id":"m","delta":"balance for """
            + """the balance-of-savings; completed."}""",
            $$$"""{"type":"response.done","response":{"id":"r","status":"completed","output":[{{{call}}}]}}""",
        ];
        foreach (string sent in events) await LoopbackServer.SendAsync(socket, sent, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    }
}
