using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// A test of conversations that is a script block, or a script file with a function <c>run</c>. It is given the transcript, and returns
/// one or more objects with Title and Variables.
/// </summary>
/// <param name="Name">The name of the test, for what it does not name itself.</param>
/// <param name="Script">The script block.</param>
internal sealed record ScriptTest(string Name, ScriptBlock Script)
{
    /// <summary>A loop of one round, so that break and continue in a test end the test alone.</summary>
    private static readonly ScriptBlock Alone =
        ScriptBlock.Create("param($test, $transcript) foreach ($once in 1) { & $test $transcript }");

    private static readonly ScriptBlock ToJson = ScriptBlock.Create("param($found) ConvertTo-Json -Depth 8 -Compress -InputObject $found");

    /// <summary>Returns the test in a script file.</summary>
    public static ScriptTest At(string path) =>
        new(
            Path.GetFileNameWithoutExtension(path),
            ScriptBlock.Create($"param($transcript) . '{CodeGeneration.EscapeSingleQuotedStringContent(path)}'; run $transcript"));

    /// <summary>Measures a conversation.</summary>
    /// <exception cref="EvalException"><c>ConversationTestFailed</c>: the script failed, or returned no result.</exception>
    public IReadOnlyList<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        string transcript = TranscriptFile.ToText(conversation);
        try
        {
            PSObject[] found = [.. Alone.Invoke(Script, transcript).Where(one => one is not null)];
            if (found.Length == 0) throw new ProgramException("it returned nothing");
            return
            [
                .. found.SelectMany(one => TestVariables.Of(StrictJson.Parse((string)ToJson.Invoke(one)[0].BaseObject)))
                    .Select(variable => variable with { Conversation = conversation.Name }),
            ];
        }
        catch (Exception exception)
            when (exception is ProgramException or JsonException or FlowControlException
                || (exception is RuntimeException and not PipelineStoppedException))
        {
            throw EvalErrors.ConversationTestFailed(Name, conversation.Name, exception.Message);
        }
    }
}
