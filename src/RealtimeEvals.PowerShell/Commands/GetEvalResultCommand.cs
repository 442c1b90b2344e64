using System.Management.Automation;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets the results of stored runs, as the runs gave them.</summary>
[Cmdlet(VerbsCommon.Get, "EvalResult", DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(CrawlResult), typeof(WalkResult), typeof(ConversationResult), typeof(RefusalResult), typeof(InterviewResult))]
public sealed class GetEvalResultCommand : RunFolderCommand
{
    /// <summary>Only results of these cases: ids of cases, simulations or conversations. Wildcards are permitted.</summary>
    /// <remarks>Of a case with several trials all are given, unless the trial is named, such as crawl_001.trial2.</remarks>
    /// <value>all cases</value>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCaseCompleter))]
    public string[] CaseId { get; set; } = [];

    /// <summary>Only results with this verdict.</summary>
    /// <value>any</value>
    [Parameter]
    public Outcome? Outcome { get; set; }

    /// <summary>Only results of cases with one of these tags. Wildcards are permitted.</summary>
    /// <value>any</value>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>Gives each result that was written: of a case that was run again, those that a newer one replaced too.</summary>
    [Parameter]
    [Alias("AllAttempts")]
    public SwitchParameter AllAttempt { get; set; }

    private protected override void Process(string runPath)
    {
        WildcardPattern[] names = [.. CaseId.Select(Pattern)];
        WildcardPattern[] tags = [.. Tag.Select(Pattern)];
        RunResults.Read(runPath, AllAttempt, IsWanted, WriteObject);

        bool IsWanted(ResultTraits traits) =>
            (names.Length == 0 || names.Any(name => traits.Names.Any(name.IsMatch)))
            && (tags.Length == 0 || tags.Any(tag => traits.Tags.Any(tag.IsMatch)))
            && (Outcome is null || traits.Outcome == Outcome);
    }

    private static WildcardPattern Pattern(string text) =>
        new(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
