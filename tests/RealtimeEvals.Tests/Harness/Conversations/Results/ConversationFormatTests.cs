using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class ConversationFormatTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("g711_ulaw", "g711_ulaw", "audio/pcmu", "audio/pcmu")]
    [InlineData("g711_alaw", "g711_ulaw", "audio/pcma", "audio/pcmu")]
    [InlineData("pcm16", "g711_alaw", "audio/pcm", "audio/pcma")]
    [InlineData("g711_ulaw", "pcm16", "audio/pcmu", "audio/pcm")]
    public async Task Caller_and_agent_understand_each_other_in_any_formats(
        string input, string output, string inputType, string outputType)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "scripted_two_orders");
        foreach (string id in (string[])["refund", "scripted_two_orders"])
        {
            setup.Change(id, simulation => (simulation["audio"]!["input_format"], simulation["audio"]!["output_format"]) = (input, output));
        }

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal((Outcome.Pass, ""), (result.Outcome, result.ErrorMessage)));
        AudioFormat spoken = AudioFormat.OnTheWire(AudioFormat.ParseEncoding(output), 24_000);
        AudioFormat heard = AudioFormat.OnTheWire(AudioFormat.ParseEncoding(input), 24_000);
        TurnResult turn = results[0].Turns[0];
        WavAudio caller = WavReader.Read(await File.ReadAllBytesAsync(setup.Files.PathOf(turn.UserAudioPath)));
        Assert.Equal(
            (spoken, spoken),
            (caller.Format, WavReader.Read(await File.ReadAllBytesAsync(setup.Files.PathOf(turn.AssistantAudioPath))).Format));
        Assert.Equal(caller.Duration.TotalMilliseconds, turn.SpeechMs!.Value, 1.0);
        Assert.Equal((heard.ToString(), spoken.ToString()), (results[0].Settings.InputFormat, results[0].Settings.OutputFormat));
        JsonElement[] updates = [.. setup.Files.Events("refund").Where(line => line.GetProperty("type").GetString() == "session.update")
            .Select(line => line.GetProperty("event").GetProperty("session"))
            .Where(session => session.TryGetProperty("audio", out _))
            .Select(session => session.GetProperty("audio"))];
        Assert.Equal(2, updates.Length);
        Assert.All(updates, audio => Assert.Equal((inputType, outputType), (TypeOf(audio, "input"), TypeOf(audio, "output"))));
        int longest = new Events(setup.Files.PathOf("events", "refund.jsonl")).Of("input_audio_buffer.append").Max(
            sent => LengthOf(sent.GetProperty("audio").GetString()!));
        Assert.Equal(Convert.ToBase64String(new byte[heard.BytesIn(TimeSpan.FromMilliseconds(20))]).Length, longest);
    }

    /// <summary>The length of audio that the log may have cut.</summary>
    private static int LengthOf(string audio)
    {
        Match cut = Regex.Match(audio, @"\.\.\.\[truncated (?<cut>[0-9]+) chars\]\z", RegexOptions.None, TimeSpan.FromMinutes(1));
        return cut.Success
            ? cut.Index + int.Parse(cut.Groups["cut"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : audio.Length;
    }

    private static string? TypeOf(JsonElement audio, string side) =>
        audio.GetProperty(side).GetProperty("format").GetProperty("type").GetString();
}
