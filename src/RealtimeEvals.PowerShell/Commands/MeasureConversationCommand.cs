using System.Collections;
using System.Management.Automation;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;
using RealtimeEvals.Transcripts.Programs;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Measures conversations by deterministic tests.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Conversation", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(ConversationVariable))]
public sealed class MeasureConversationCommand : AsyncCommand
{
    private const string ByInputObject = "InputObject";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly ConversationInput _input;
    private readonly List<ScriptTest> _scripts = [];
    private readonly List<TestProgram> _programs = [];
    private EvalPrompt? _prompt;

    /// <summary>Creates the cmdlet.</summary>
    public MeasureConversationCommand() => _input = new ConversationInput(this, Write);

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
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Text files with a transcript, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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
    /// <remarks>Of simulated conversations none are known unless they are given, since there the caller ends the call.</remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string EndCue { get; set; } = PromptFolder.DefaultEndCue;

    /// <summary>Tests of your own: script blocks, and files.</summary>
    /// <remarks>
    /// <para>
    /// A script block, and the function run of a .ps1 file, get the transcript as text and return objects with Title and Variables, each
    /// with Metric, Value and Status: good, warning or poor. They run in this session.
    /// </para>
    /// <para>
    /// A .py file with run(transcript), and any other program, run in a process of their own, without keys in its environment. A program
    /// gets --run-id, --transcript, --workspace and --options, and prints JSON between BENCHMARK_RESULT_START and BENCHMARK_RESULT_END.
    /// </para>
    /// <para>One that fails is an error and the value test_failed, which is Inconclusive; the others are not affected.</para>
    /// </remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Plugin { get; set; } = [];

    /// <summary>What programs get as --options, as a JSON object.</summary>
    /// <value>an empty object</value>
    [Parameter]
    [ValidateNotNull]
    public Hashtable PluginOption { get; set; } = [];

    /// <summary>How long a program may take for one conversation, in seconds: above zero, at most a day.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TestProgram.DefaultLimit.TotalSeconds;

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        if (TimeoutSec is not (> 0 and <= 86_400))
        {
            throw EvalErrors.InvalidSetting(["The time-out must be above zero and at most a day."]);
        }

        foreach (PSObject plugin in Plugin) Take(plugin.BaseObject);
        string[] known = [.. ConversationTests.NamesOf(Preset)];
        string[] unknown = [.. Test.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))];
        if (unknown.Length > 0)
        {
            throw EvalErrors.InvalidSetting(
                [$"There is no test {string.Join(", ", unknown)} in the preset {Preset}; its tests are {string.Join(", ", known)}."]);
        }

        if (PromptPath is not null) _prompt = PromptFolder.ReadFile(this.Full(PromptPath), EndCue);
    }, dataEnds: true);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByPath) foreach (string pattern in Path) _input.Read(pattern);
        else if (ParameterSetName == ByLiteralPath) foreach (string path in LiteralPath) _input.ReadLiteral(path);
        else _input.Add(InputObject);
    }

    /// <inheritdoc />
    protected override void EndProcessing() => this.Guarded(_input.End);

    private void Take(object plugin)
    {
        if (plugin is ScriptBlock script)
        {
            _scripts.Add(new ScriptTest("script", script));
            return;
        }

        string pattern = plugin is FileInfo file ? WildcardPattern.Escape(file.FullName) : $"{plugin}";
        foreach (string path in this.Existing(pattern))
        {
            if (IOPath.GetExtension(path).Equals(".ps1", StringComparison.OrdinalIgnoreCase)) _scripts.Add(ScriptTest.At(path));
            else _programs.Add(new TestProgram(path, ProgramOption.ToText(PluginOption), TimeSpan.FromSeconds(TimeoutSec)));
        }
    }

    private void Write(MeasuredConversation conversation)
    {
        bool isGiven = MyInvocation.BoundParameters.ContainsKey(nameof(EndCue));
        conversation = conversation with { Prompt = _prompt ?? conversation.Prompt, EndCue = isGiven ? EndCue : conversation.EndCue };
        WriteObject(
            ConversationTests.Measure(conversation, Preset)
                .Where(variable => Test.Length == 0 || Test.Contains(variable.Test, StringComparer.OrdinalIgnoreCase)),
            enumerateCollection: true);
        foreach (ScriptTest script in _scripts) Write(script, conversation);
        if (_programs.Count > 0) Pump((sink, cancellationToken) => RunAsync(conversation, sink, cancellationToken));
    }

    private void Write(ScriptTest script, MeasuredConversation conversation)
    {
        try
        {
            WriteObject(script.Measure(conversation), enumerateCollection: true);
        }
        catch (EvalException exception)
        {
            WriteError(ErrorRecords.Of(exception));
            WriteObject(FailedTest.Of(script.Name, conversation.Name, exception.Message));
        }
    }

    private async Task RunAsync(MeasuredConversation conversation, IRunSink sink, CancellationToken cancellationToken)
    {
        foreach (TestProgram program in _programs)
        {
            IReadOnlyList<ConversationVariable> found;
            try
            {
                found = await program.MeasureAsync(conversation, TimeProvider.System, cancellationToken);
            }
            catch (EvalException exception)
            {
                sink.Error(RunError.Of(exception, conversation.Name));
                found = [FailedTest.Of(program.Name, conversation.Name, exception.Message)];
            }

            foreach (ConversationVariable variable in found) await sink.EmitAsync(variable, cancellationToken);
        }
    }
}
