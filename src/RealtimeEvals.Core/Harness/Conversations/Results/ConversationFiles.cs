using System.Globalization;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>The files of one conversation in its run folder.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="id">The id of the conversation.</param>
/// <param name="attempt">The attempt at it, from 1.</param>
internal sealed class ConversationFiles(RunFolder folder, string id, int attempt = 1)
{
    private readonly string _audio = EvidencePath.Of("audio", id, attempt);
    private readonly string _record = EvidencePath.Of("conversations", id, attempt);

    /// <summary>Returns the files of a conversation that was held, whichever attempt it was.</summary>
    public static ConversationFiles Of(RunFolder folder, ConversationResult held)
    {
        // A conversation that is only judged again keeps the files of the attempt that held it.
        string[] parts = held.RecordPath.Split('/');
        bool isLater = parts is ["attempts", _, ..] && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int _);
        return new ConversationFiles(
            folder, held.ConversationId, isLater ? int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture) : 1);
    }

    /// <summary>The folder of the run.</summary>
    public string RunPath => folder.Path;

    /// <summary>The transcript for people to read.</summary>
    public string TranscriptPath => $"{_record}.txt";

    /// <summary>The complete record of the conversation as JSON.</summary>
    public string RecordPath => $"{_record}.json";

    /// <summary>The event log.</summary>
    public string EventLogPath { get; } = $"{EvidencePath.Of("events", id, attempt)}.jsonl";

    /// <summary>The caller's audio of a turn.</summary>
    public string UserAudioPath(int turn) => FormattableString.Invariant($"{_audio}/turn_{turn:00}_user.wav");

    /// <summary>The agent's audio of a turn.</summary>
    public string AgentAudioPath(int turn) => FormattableString.Invariant($"{_audio}/turn_{turn:00}_assistant.wav");

    /// <summary>Deletes the files of an earlier attempt, so that the evidence of two attempts is never mixed.</summary>
    public void Clear()
    {
        folder.Delete(_audio);
        folder.Delete(TranscriptPath);
        folder.Delete(RecordPath);
    }

    /// <summary>Reads an audio file of the run.</summary>
    public byte[] Read(string relative) => PlainFile.Read(folder.PathOf(relative), InputLimits.AudioBytes);

    /// <summary>Writes audio, unless it is empty.</summary>
    /// <returns>The relative path; empty when nothing was written.</returns>
    public string Write(string relative, AudioFormat format, ReadOnlySpan<byte> audio)
    {
        if (audio.IsEmpty) return "";
        folder.Write(relative, WavWriter.ToBytes(format, new SilentSecrets(folder.Redactor).Silence(audio)));
        return relative;
    }

    /// <summary>Writes the transcript so far.</summary>
    public void Write(Transcript transcript) =>
        folder.Write(TranscriptPath, Encoding.UTF8.GetBytes(folder.Redactor.Redact(transcript.Shown)));

    /// <summary>Writes the complete record of the conversation.</summary>
    public void Write(ConversationResult conversation)
    {
        ConversationResult redacted = new RedactedResults(folder.Redactor).Of(conversation);
        folder.Write(RecordPath, [.. JsonSerializer.SerializeToUtf8Bytes(redacted, redacted.GetType(), RunJson.Indented), (byte)'\n']);
    }
}
