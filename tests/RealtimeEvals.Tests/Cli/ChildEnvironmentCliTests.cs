using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What a program that the product starts finds in its environment.</summary>
public sealed class ChildEnvironmentCliTests
{
    private const string Key = "sk-canary-for-children-0123";

    [Fact(Timeout = 300_000)]
    public async Task Child_gets_an_environment_without_keys()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A script stands for ffmpeg.");
        using var folder = new CliFolder();
        string program = folder.Write(
            "ffmpeg",
            $"#!/bin/sh\nenv > '{folder.PathOf("seen")}'\ntr '\\0' ' ' < /proc/$$/cmdline >> '{folder.PathOf("seen")}'\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.Write("recording.m4a", "no sound");
        folder.Write("cases.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path\na,Hello.,,,recording.m4a\n");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{folder.Path}{Path.PathSeparator}{new System.Diagnostics.ProcessStartInfo().Environment["PATH"]}",
            ["OPENAI_API_KEY"] = $" {Key}\n", ["AZURE_OPENAI_API_KEY"] = Key,
            ["AZURE_OPENAI_KEY"] = Key, ["AZURE_OPENAI_KEY_EAST"] = Key, ["MY_COPY"] = $"Bearer {Key}",
            ["MY_HEADER"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"user:{Key}")),
            ["OPENAI_BASE_URL"] = $"https://voice.invalid/v1?api-key={Key[3..]}",
            ["HTTPS_PROXY"] = "http://user:pass-of-the-proxy@127.0.0.1:9", ["HARMLESS"] = "yes",
        };

        var said = await Support.Cli.RunAsync(
            folder.Path, environment, "walk-audio", "--source-csv", "cases.csv",
            "--output-dir", folder.PathOf("made"), "--output-csv", folder.PathOf("made.csv"));

        string seen = await File.ReadAllTextAsync(folder.PathOf("seen"), TestContext.Current.CancellationToken);
        Assert.Equal(2, said.ExitCode);
        Assert.Contains("HARMLESS=yes", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("KEY", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-of-the-proxy", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[3..], seen, StringComparison.Ordinal);
        Assert.False(SecretSpelling.Tells(seen, Key), seen);
    }
}
