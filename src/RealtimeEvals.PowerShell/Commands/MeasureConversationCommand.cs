using System.Management.Automation;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Measures conversations by deterministic tests.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Conversation", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(ConversationVariable))]
public sealed class MeasureConversationCommand : PSCmdlet
{
    private const string ByInputObject = "InputObject";
    private const string ByPath = "Path";

    private readonly TurnInput _turns = new();
    private EvalPrompt? _prompt;

    /// <summary>
    /// The turns: objects with Speaker and Text, turns of a simulated conversation, whole conversations, or files with a transcript.
    /// </summary>
    /// <remarks>
    /// Speaker is agent, interviewer or assistant for the one side, and participant, caller, user or simulated_user for the other. Turns
    /// that bear a ConversationId or a RunId are a conversation for each; all others are one.
    /// </remarks>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Text files with a transcript: turns that start with AGENT: or PARTICIPANT:. Wildcards are permitted.</summary>
    /// <remarks>A line without such a start belongs to the turn before it.</remarks>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Which tests are run: those of this product, or those of the benchmark platform of vCDR with its thresholds.</summary>
    [Parameter]
    public TestPreset Preset { get; set; }

    /// <summary>Runs only these tests of the preset.</summary>
    /// <value>all tests of the preset</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConversationTestCompleter))]
    public string[] Test { get; set; } = [];

    /// <summary>The file with the prompt of the agent, whose numbered questions are looked for.</summary>
    /// <value>no prompt, so that nothing is said about questions</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PromptPath { get; set; }

    /// <summary>The words by which the agent ends the conversation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string EndCue { get; set; } = PromptFolder.DefaultEndCue;

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        string[] known = [.. ConversationTests.NamesOf(Preset)];
        string[] unknown = [.. Test.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))];
        if (unknown.Length > 0)
        {
            throw EvalErrors.InvalidSetting(
                [$"There is no test {string.Join(", ", unknown)} in the preset {Preset}; its tests are {string.Join(", ", known)}."]);
        }

        if (PromptPath is null) return;
        string file = this.Full(PromptPath);
        _prompt = new PromptFolder(IOPath.GetDirectoryName(file)!, EndCue).Read(IOPath.GetFileName(file));
    }, dataEnds: true);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByPath) foreach (string pattern in Path) Read(pattern);
        else if (InputObject?.BaseObject is FileInfo file) this.Guarded(() => Write(TranscriptFile.Read(file.FullName)));
        else if (InputObject?.BaseObject is string pattern) Read(pattern);
        else this.Guarded(() => _turns.Add(InputObject));
    }

    /// <inheritdoc />
    protected override void EndProcessing() => this.Guarded(() =>
    {
        foreach (MeasuredConversation conversation in _turns.Conversations) Write(conversation);
    });

    private void Read(string pattern) => this.Guarded(() =>
    {
        foreach (string file in this.Existing(pattern)) this.Guarded(() => Write(TranscriptFile.Read(file)));
    });

    private void Write(MeasuredConversation conversation)
    {
        conversation = conversation with { Prompt = _prompt, EndCue = EndCue };
        WriteObject(
            ConversationTests.Measure(conversation, Preset)
                .Where(variable => Test.Length == 0 || Test.Contains(variable.Test, StringComparer.OrdinalIgnoreCase)),
            enumerateCollection: true);
    }
}
