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

    /// <summary>The conversation as people read it.</summary>
    public string TranscriptPath => $"conversations/{id}.txt";

    /// <summary>Everything about the conversation.</summary>
    public string RecordPath => $"conversations/{id}.json";

    /// <summary>The event log.</summary>
    public string EventLogPath => $"events/{id}.jsonl";

    /// <summary>What the caller sounded like in a turn.</summary>
    public string UserAudioPath(int turn) => FormattableString.Invariant($"audio/{id}/turn_{turn:00}_user.wav");

    /// <summary>What the agent sounded like in a turn.</summary>
    public string AssistantAudioPath(int turn) => FormattableString.Invariant($"audio/{id}/turn_{turn:00}_assistant.wav");

    /// <summary>Takes away what an earlier attempt left, so that nothing of two attempts is mixed.</summary>
    public void Clear()
    {
        folder.Delete($"audio/{id}");
        folder.Delete(TranscriptPath);
        folder.Delete(RecordPath);
    }

    /// <summary>The sound in a file of the run.</summary>
    public byte[] Read(string relative) => PlainFile.Read(folder.PathOf(relative), InputLimits.AudioBytes);

    /// <summary>Writes sound, where there is some.</summary>
    /// <returns>The path; empty when nothing was written.</returns>
    public string Write(string relative, AudioFormat format, ReadOnlySpan<byte> audio)
    {
        if (audio.IsEmpty) return "";
        folder.Write(relative, WavWriter.ToBytes(format, new SilentSecrets(folder.Redactor).Silence(audio)));
        return relative;
    }

    /// <summary>Writes the conversation as far as it has come.</summary>
    public void Write(Transcript transcript) =>
        folder.Write(TranscriptPath, Encoding.UTF8.GetBytes(folder.Redactor.Redact(transcript.Shown)));

    /// <summary>Writes everything about the conversation.</summary>
    public void Write(ConversationResult conversation)
    {
        ConversationResult redacted = new RedactedResults(folder.Redactor).Of(conversation);
        folder.Write(RecordPath, [.. JsonSerializer.SerializeToUtf8Bytes(redacted, RunJson.Indented), (byte)'\n']);
    }
}
