using System.Management.Automation;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Reads the conversations that a cmdlet is given: files, whole conversations, and turns.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="take">Takes each conversation: one of a file at once, those of turns at the end.</param>
internal sealed class ConversationInput(PSCmdlet cmdlet, Action<MeasuredConversation> take)
{
    private readonly TurnInput _turns = new();

    /// <summary>Reads the files that match a pattern. One that is no transcript is an error, and the others are read.</summary>
    public void Read(string pattern) => cmdlet.Each([pattern], [], ReadFile);

    /// <summary>Reads the transcript in a file that is named as it is written.</summary>
    public void ReadLiteral(string path) => cmdlet.Each([], [path], ReadFile);

    /// <summary>Takes an object: a file, a pattern of files, a conversation or a turn.</summary>
    public void Add(PSObject? item)
    {
        if (item?.BaseObject is FileInfo file) cmdlet.Guarded(() => take(TranscriptFile.Read(file.FullName)));
        else if (item?.BaseObject is string pattern) Read(pattern);
        else cmdlet.Guarded(() => _turns.Add(item));
    }

    /// <summary>Hands on the conversations of all objects.</summary>
    public void End()
    {
        foreach (MeasuredConversation conversation in _turns.Conversations) take(conversation);
    }

    private void ReadFile(string path) => take(TranscriptFile.Read(path));
}
