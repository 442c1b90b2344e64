using System.Collections;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes names of tests of the preset that the command names.</summary>
public sealed class ConversationTestCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        ConversationTests.NamesOf(
            Enum.TryParse(bound["Preset"]?.ToString(), ignoreCase: true, out TestPreset preset) ? preset : default);
}
