using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>The files of one conversation in its run folder.</summary>
internal sealed class ConversationFiles(RunFolder folder, string id)
{
    /// <summary>The folder of the run.</summary>
    public string RunPath => folder.Path;

    /// <summary>The transcript for people to read.</summary>
    public string TranscriptPath => $"conversations/{id}.txt";

    /// <summary>The complete record of the conversation as JSON.</summary>
    public string RecordPath => $"conversations/{id}.json";

    /// <summary>The event log.</summary>
    public string EventLogPath => $"events/{id}.jsonl";

    /// <summary>The caller's audio of a turn.</summary>
    public string UserAudioPath(int turn) => FormattableString.Invariant($"audio/{id}/turn_{turn:00}_user.wav");

    /// <summary>The agent's audio of a turn.</summary>
    public string AgentAudioPath(int turn) => FormattableString.Invariant($"audio/{id}/turn_{turn:00}_assistant.wav");

    /// <summary>Deletes the files of an earlier attempt, so that the evidence of two attempts is never mixed.</summary>
    public void Clear()
    {
        folder.Delete($"audio/{id}");
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
