using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Linting;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Checks files of data as the runs that take them would, and tells everything that is wrong.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EvalData", DefaultParameterSetName = ByPath)]
[OutputType(typeof(DataFinding))]
[OutputType(typeof(bool))]
public sealed class TestEvalDataCommand : PSCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private LintOperation? _operation;
    private int _checked;
    private bool _isWrong;

    /// <summary>The files, or folders with such files. Wildcards are permitted.</summary>
    /// <remarks>Of a folder the data sets that stand in it are checked; folders below it are not looked at.</remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same files and folders, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc cref="LintOptions.Kind" />
    [Parameter]
    public DataSetKind DataKind { get; set; }

    /// <inheritdoc cref="LintOptions.ToolsPath" />
    [Parameter]
    [Alias("ToolsFile")]
    [ValidateNotNullOrEmpty]
    public string? ToolsPath { get; set; }

    /// <inheritdoc cref="LintOptions.SystemPromptPath" />
    [Parameter]
    [Alias("SystemPromptFile")]
    [ValidateNotNullOrEmpty]
    public string? SystemPromptPath { get; set; }

    /// <inheritdoc cref="LintOptions.PromptPath" />
    [Parameter]
    [Alias("PromptsPath")]
    [ValidateNotNullOrEmpty]
    public string? PromptPath { get; set; }

    /// <inheritdoc cref="LintOptions.EndCue" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string EndCue { get; set; } = PromptFolder.DefaultEndCue;

    /// <inheritdoc cref="LintOptions.InputEncoding" />
    [Parameter]
    [ValidateSet("g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "g711_ulaw";

    /// <summary>Says true or false instead: whether nothing is wrong in all files together.</summary>
    /// <remarks>It is one bool, however many files come. Nothing to check, and a path that is not there, are false.</remarks>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() =>
        _operation = new LintOperation(AdapterServices.Create(TimeProvider.System).Tables);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath) Try(() => Check(this.Full(path)));
        foreach (string pattern in Path)
        {
            Try(() =>
            {
                foreach (string path in this.Existing(pattern)) Try(() => Check(path));
            });
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Quiet) WriteObject(_checked > 0 && !_isWrong);
    }

    /// <summary>
    /// Writes an error of ours, and goes on: a condition of a script must not be skipped, and what is left is checked too.
    /// </summary>
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (EvalException exception)
        {
            _isWrong = true;
            WriteError(ErrorRecords.Of(exception));
        }
    }

    private void Check(string path)
    {
        var options = new LintOptions
        {
            Kind = DataKind,
            ToolsPath = ToolsPath is null ? "" : this.Full(ToolsPath),
            SystemPromptPath = SystemPromptPath is null ? "" : this.Full(SystemPromptPath),
            PromptPath = PromptPath is null ? PromptFolder.Shipped : this.Full(PromptPath),
            EndCue = EndCue,
            InputEncoding = AudioFormat.ParseEncoding(InputAudioFormat),
        };
        foreach (LintedFile file in _operation!.Check(path, options))
        {
            _checked++;
            _isWrong |= file.Findings.Count > 0;
            WriteVerbose(VisibleText.Of(FormattableString.Invariant($"{file.Path}: {file.Kind}, {file.Findings.Count} findings.")));
            foreach (string warning in file.Warnings) WriteWarning(VisibleText.Of(warning));
            if (!Quiet) WriteObject(file.Findings, enumerateCollection: true);
        }
    }
}
