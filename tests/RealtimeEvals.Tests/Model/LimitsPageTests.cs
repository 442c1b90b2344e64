using System.Globalization;
using RealtimeEvals.Adapters;
using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Playing;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts.Programs;
using Xunit;

namespace RealtimeEvals.Tests.Model;

/// <summary>The page says what the constants say.</summary>
public sealed class LimitsPageTests
{
    private static readonly ConnectOptions Socket = new(ServiceTarget.Resolve("ws://127.0.0.1:1/v1/realtime", null, null), "m");

    public static TheoryData<string, string> Rows => new()
    {
        {
            "table of cases",
            $"{Size(InputLimits.TableBytes)}, {Count(InputLimits.TableRows)} rows, {Count(InputLimits.TableColumns)} columns, "
                + $"{Count(InputLimits.CellCharacters)} characters a cell"
        },
        { "prompt", Size(InputLimits.TextBytes) },
        { "smoke set", $"{Size(InputLimits.LinesBytes)}, {Count(InputLimits.Lines)} lines" },
        { "policy", $"{Size(InputLimits.PolicyBytes)}, {Count(InputLimits.PolicyRules)} rules a set" },
        { "baseline", Size(InputLimits.BaselineBytes) },
        { "transcript", Size(InputLimits.LinesBytes) },
        {
            "what a test program prints",
            $"{Size(ProgramRun.MaximumOutput)}, in {TestProgram.DefaultLimit.TotalSeconds} seconds unless another time is given"
        },
        { "interview that was exported", Size(InputLimits.TableBytes) },
        { "result file", Size(SmokeResultFile.MaximumBytes) },
        { "`status.json`", Size(PulseStatusDocument.MaximumBytes) },
        { "`evidence.json`", Size(InputLimits.SummaryBytes) },
        { "`run.json`", Size(FolderStore.MaximumManifestBytes) },
        { "journal", $"{Size(InputLimits.EvidenceBytes)} each; {Size(InputLimits.EvidenceLineBytes)} a line of the journal" },
        { "`summary.json`", Size(InputLimits.SummaryBytes) },
        { "JSON of any kind", $"{StrictJson.MaximumDepth} levels" },
        {
            "recording",
            $"{Size(RecordingReader.MaximumFileBytes)}, {Recording.Longest.TotalMinutes} minutes; "
                + $"{InputLimits.RecordingHours} hours for all of one table"
        },
        { "audio that is replayed", $"{Size(InputLimits.AudioBytes)}; {Recording.Longest.TotalMinutes} minutes for what is replayed" },
        {
            "audio that is played or written at once",
            $"{Size(InputLimits.AudioBytes)} a file, {Size(AudioMix.MostBytes)} together, which is "
                + $"{AudioMix.MostBytes / AudioFormat.Pcm24K.BytesPerSecond / 60} minutes at 24 kHz"
        },
        { "answer of a REST endpoint", Size(LimitedBodies.MaximumJsonBytes) },
        { "synthesized speech", Size(LimitedBodies.MaximumSpeechBytes) },
        { "refused handshake", $"{HandshakeBodyHandler.MaximumBodyBytes / 1024} KiB of its body" },
        { "realtime event", Size(Socket.MaximumMessageBytes) },
        {
            "all events of one turn",
            $"{Size(Socket.MaximumTurnBytes)}, which is "
                + $"{Socket.MaximumTurnBytes / (AudioFormat.Pcm24K.BytesPerSecond * 4 / 3 * 60)} minutes of speech"
        },
        { "items of one kind", Count(PartLimit.Maximum) },
        { "problems of one file", $"{InputLimits.Problems}; the others are counted" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_of_the_page_is_that_of_the_constants(string input, string limit)
    {
        string row = Assert.Single(
            File.ReadLines(Path.Combine(Repository.Root, "docs", "limits.md")),
            line => line.StartsWith($"| {input}", StringComparison.Ordinal));

        Assert.EndsWith($"| {limit} |", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_page_is_looked_at() =>
        Assert.Equal(
            Rows.Count,
            File.ReadLines(Path.Combine(Repository.Root, "docs", "limits.md"))
                .Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1);

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes >> 30} GiB" : $"{bytes >> 20} MiB";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
