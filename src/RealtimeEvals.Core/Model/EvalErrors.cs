using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>Every error that this product raises on purpose. The name of the factory method is the id of the error.</summary>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a missing API key.</summary>
    /// <param name="variable">The environment variable that is read for the key.</param>
    public static EvalException ApiKeyMissing(string variable) => new(
        nameof(ApiKeyMissing), ErrorKind.Authentication,
        $"No API key: neither a key parameter nor the environment variable {variable} holds one.",
        $"Set {variable}, or add the sandbox switch to try everything without a key.");

    /// <summary>Returns the error for a provider that has no default address when none was given.</summary>
    /// <param name="variable">The environment variable that is read for the address.</param>
    public static EvalException EndpointMissing(string variable) => new(
        nameof(EndpointMissing), ErrorKind.Usage, $"No address: neither an endpoint nor the environment variable {variable} holds one.",
        $"Set {variable}, for example to https://NAME.openai.azure.com, or give the endpoint.");

    /// <summary>Returns the error for a text that cannot be an API key.</summary>
    public static EvalException ApiKeyInvalid() => new(
        nameof(ApiKeyInvalid), ErrorKind.Authentication,
        "The API key holds white space, a quote, a backslash or a character that is not printable ASCII.",
        "Check how the key was copied; it is one word.");

    /// <summary>Returns the error for invalid input files.</summary>
    /// <param name="problems">All problems that were found; at least one.</param>
    public static EvalException InvalidInput(IEnumerable<DataProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        DataProblems all = problems as DataProblems ?? [.. problems];
        string count = all.Count == 1 ? "1 problem" : FormattableString.Invariant($"{all.Count} problems");
        IEnumerable<string> notShown = all.NotShown.Select(file => FormattableString.Invariant($"  {file.File}: {file.More} more."));
        IEnumerable<string> lines = all.Shown.Select(problem => $"  {problem}").Concat(notShown);
        string message = $"The input has {count}; nothing was sent:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        return new EvalException(
            nameof(InvalidInput), ErrorKind.Data, message, "Correct the places named above and run again.", all.Shown[0].File)
        {
            Problems = all.Shown,
        };
    }

    /// <summary>Returns the error for settings that are out of range or contradict each other.</summary>
    /// <param name="faults">One sentence for each fault.</param>
    public static EvalException InvalidSetting(IReadOnlyList<string> faults) => new(
        nameof(InvalidSetting), ErrorKind.Usage, string.Join(" ", faults), "Correct the parameters and run again.");

    /// <summary>Returns the error for using OpenAI's hosted evals after their shutdown.</summary>
    /// <param name="end">The first day without them.</param>
    public static EvalException HostedEvalsEnded(DateOnly end) => new(
        nameof(HostedEvalsEnded), ErrorKind.Usage,
        FormattableString.Invariant($"OpenAI's hosted evals ended on {end:yyyy-MM-dd}; nothing was sent."),
        "Take the backend Responses, which grades here, or AzureEvals with an Azure address.");

    /// <summary>Returns the error for an endpoint address that cannot be used.</summary>
    /// <param name="endpoint">The address, without parts that may be secret.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="instead">A correct address as an example.</param>
    public static EvalException InvalidEndpoint(string endpoint, string reason, string instead = "wss://api.openai.com/v1/realtime") => new(
        nameof(InvalidEndpoint), ErrorKind.Usage, $"The endpoint '{endpoint}' cannot be used: {reason}",
        $"Give an absolute ws, wss, http or https address, for example {instead}.", endpoint);

    /// <summary>Returns the error for an endpoint that failed the probing connection that precedes every run.</summary>
    /// <param name="endpoint">The address, without parts that may be secret.</param>
    /// <param name="stage">The stage at which the connection failed.</param>
    /// <param name="reason">What happened.</param>
    public static EvalException EndpointUnavailable(string endpoint, string stage, string reason) => new(
        nameof(EndpointUnavailable), ErrorKind.Connection,
        $"No session with {endpoint} ({stage}): {reason?.TrimEnd('.')}. No case was started.",
        "Check the address, the key and the model, then run again.", endpoint);

    /// <summary>Returns the error for a results folder or file that cannot be created or written.</summary>
    public static EvalException ResultsNotWritable(string path, Exception inner) => new(
        nameof(ResultsNotWritable), ErrorKind.Usage, $"The results folder '{path}' cannot be written: {inner?.Message}",
        "Choose a folder that you may write to.", path, inner);

    /// <summary>Returns the error for evidence that could not be written while cases were running.</summary>
    public static EvalException EvidenceNotWritten(string path, Exception inner) => new(
        nameof(EvidenceNotWritten), ErrorKind.Storage, $"The evidence file '{path}' could not be written: {inner?.Message}",
        "Free some space or mend the folder's rights, then resume the run.", path, inner);

    /// <summary>Returns the error for a run id that is already in use.</summary>
    public static EvalException RunExists(string runId, string path) => new(
        nameof(RunExists), ErrorKind.Usage, $"The run '{runId}' exists already in '{path}'.",
        "Choose another run name, resume the run, or use force to replace it.", path);

    /// <summary>Returns the error for a folder that a forced run would replace but that does not look like a run.</summary>
    public static EvalException NotARunFolder(string path) => new(
        nameof(NotARunFolder), ErrorKind.Usage, $"The folder '{path}' has content but no run.json, so it is not replaced.",
        "Choose another run name or results folder.", path);

    /// <summary>Returns the error for a run's folder, or an entry in it, that is a link to another place.</summary>
    public static EvalException LinkInRunFolder(string path) => new(
        nameof(LinkInRunFolder), ErrorKind.Usage, $"'{path}' is a link, so evidence would be written or deleted in another place.",
        "Remove the link, or choose another run name; the folder of all runs itself may be a link.", path);

    /// <summary>Returns the error for a run that was started with other data or settings than those it is resumed with.</summary>
    public static EvalException ResumeMismatch(string runId, string differences) => new(
        nameof(ResumeMismatch), ErrorKind.Usage,
        $"The run '{runId}' was started with other settings ({differences}), so it cannot be resumed with these.",
        "Resume with the settings and files of the first start, or choose another run name.", runId);

    /// <summary>Returns the error for a journal that was changed after the run wrote it.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="row">The first line that was changed, from 1.</param>
    public static EvalException JournalChanged(string path, int row) => new(
        nameof(JournalChanged), ErrorKind.Data,
        FormattableString.Invariant($"Line {row} of '{path}' is not as the run wrote it: ")
        + "the line or one before it was changed, moved, added or taken out, or its version wrote no hashes yet.",
        "Restore the file, or start a new run.", path)
    {
        Problems = [new DataProblem(path, row, null, "a line that does not fit its hash", "the line as it was written")],
    };

    /// <summary>Returns the error for a folder that holds no readable run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="known">The names of the runs in the same parent folder.</param>
    public static EvalException RunNotFound(string path, params IReadOnlyList<string> known) => new(
        nameof(RunNotFound), ErrorKind.Usage,
        $"The folder '{path}' holds no run that can be read{Nearest.Suggest(Path.GetFileName(path) ?? "", known)}.",
        "Give the folder of a run: the one with run.json in it.", path);

    /// <summary>Returns the error for a selection that names cases or tags that are not in the data or the run.</summary>
    /// <param name="path">The data.</param>
    /// <param name="faults">One sentence for each.</param>
    public static EvalException UnknownCase(string path, IReadOnlyList<string> faults) => new(
        nameof(UnknownCase), ErrorKind.Usage, $"{string.Join(" ", faults)} The data is '{path}'; nothing was sent.",
        "Correct the selection and run again.", path);

    /// <summary>Returns the error for a selection that leaves no case.</summary>
    /// <param name="path">The data.</param>
    /// <param name="held">Number of cases in the data.</param>
    public static EvalException NoCaseSelected(string path, int held) => new(
        nameof(NoCaseSelected), ErrorKind.Usage,
        FormattableString.Invariant($"None of the {held} cases of '{path}' is selected; nothing was sent."),
        "Select fewer things at once: a case must meet every kind of selection that is given.", path);

    /// <summary>Returns the error for a run that is not one of simulated conversations.</summary>
    public static EvalException NotAConversationRun(string path, string harness) => new(
        nameof(NotAConversationRun), ErrorKind.Usage,
        $"The run in '{path}' is one of {harness}; only simulated conversations can be judged anew.",
        "Give the folder of a run of simulated conversations.", path);

    /// <summary>Returns the error for a run that another process is writing.</summary>
    public static EvalException RunInUse(string runId, string path) => new(
        nameof(RunInUse), ErrorKind.Usage, $"The run '{runId}' is being written by another process.",
        "Wait for it to end, or choose another run name.", path);

    /// <summary>Returns the error for the shipped data folder when it cannot be found.</summary>
    public static EvalException DataFolderMissing(string start) => new(
        nameof(DataFolderMissing), ErrorKind.Usage, $"The folder 'data' that ships with the product was not found in or above '{start}'.",
        "Install again, or name the data, prompt and tools files yourself.", start);

    /// <summary>Returns the error for a path that matches no file.</summary>
    public static EvalException PathNotFound(string path) => new(
        nameof(PathNotFound), ErrorKind.Usage, $"There is no '{path}'.",
        "Check the path; a relative one starts at the current location.", path);

    /// <summary>Returns the error for several runs of which some could not be started, so that the results are incomplete.</summary>
    /// <param name="paths">The data files that were left out.</param>
    public static EvalException RunsMissing(IReadOnlyList<string> paths) => new(
        nameof(RunsMissing), ErrorKind.Usage,
        $"What was run is not the whole: {string.Join(", ", paths.Select(path => $"'{path}'"))} could not be.",
        "Correct the paths or files named in the errors before this one; what was run is kept.");

    /// <summary>Returns the error for a path that is not in the file system.</summary>
    public static EvalException NotFileSystemPath(string path, string provider) => new(
        nameof(NotFileSystemPath), ErrorKind.Usage, $"The path '{path}' belongs to the provider {provider}.",
        "Give a path of the file system.", path);

    /// <summary>Returns the error for a port on which this process has no sandbox.</summary>
    public static EvalException SandboxNotFound(int port) => new(
        nameof(SandboxNotFound), ErrorKind.Usage, FormattableString.Invariant($"This process has no sandbox on port {port}."),
        "Pipe the object that Start-RealtimeSandbox gave, or list those that run with Get-RealtimeSandbox.");

    /// <summary>Returns the error for a run that needs confirmation in a session that cannot prompt.</summary>
    /// <param name="action">What would have been done.</param>
    /// <param name="answer">How to confirm in advance, in terms of the program or the cmdlet.</param>
    public static EvalException NobodyToAsk(string action, string answer) => new(
        nameof(NobodyToAsk), ErrorKind.Usage, $"The session has nobody to ask whether to go on: {action}. Nothing was sent.", answer);

    /// <summary>Returns the error for an audio condition that cannot be parsed.</summary>
    public static EvalException InvalidCondition(string condition, string reason, string syntax) => new(
        nameof(InvalidCondition), ErrorKind.Usage, $"The condition '{condition}' is not known: {reason}.",
        $"Write one of {syntax}.", condition);

    /// <summary>Returns the error for an audio folder whose files were made with other settings.</summary>
    public static EvalException AudioSetMismatch(string path) => new(
        nameof(AudioSetMismatch), ErrorKind.Usage,
        $"The audio file '{path}' is there already and was made from other words or with other settings.",
        "Use another folder, or force to make everything anew.", path);

    /// <summary>Returns the error for caller audio that could not all be made.</summary>
    public static EvalException AudioNotMade(int failed, int planned, string first) => new(
        nameof(AudioNotMade), ErrorKind.Connection,
        FormattableString.Invariant($"{failed} of {planned} cases have no audio; the first: {first}"),
        "What was made has been kept. Run the same command again to make the rest.");

    /// <summary>Returns the error for a report file that already exists.</summary>
    public static EvalException ReportExists(string path) => new(
        nameof(ReportExists), ErrorKind.Usage, $"There is a file '{path}' already.",
        "Choose another file, or let the report replace it.", path);

    /// <summary>Returns the error for a sandbox fault that cannot be parsed.</summary>
    public static EvalException InvalidSandboxFault(string fault, string expected) => new(
        nameof(InvalidSandboxFault), ErrorKind.Usage, $"The sandbox fault '{fault}' is not known.", expected, fault);

    /// <summary>Returns the error for an invalid file of sandbox rules.</summary>
    public static EvalException InvalidSandboxRules(string path, string reason, Exception? inner = null) => new(
        nameof(InvalidSandboxRules), ErrorKind.Data, $"The sandbox rules '{path}' cannot be used: {reason}",
        "Correct the file.", path, inner);

    /// <summary>Returns the error for a sandbox that could not listen on loopback.</summary>
    public static EvalException SandboxNotStarted(string reason, Exception? inner = null) => new(
        nameof(SandboxNotStarted), ErrorKind.Connection, $"The sandbox could not listen on loopback: {reason}",
        "Choose another port.", null, inner);

    /// <summary>Returns the error for one case that ended without a verdict; the run goes on.</summary>
    /// <param name="caseId">The id of the case.</param>
    /// <param name="reason">What happened.</param>
    /// <param name="next">What to do next.</param>
    public static EvalException CaseFailed(string caseId, string reason, string next) =>
        new(nameof(CaseFailed), ErrorKind.Connection, reason, next, caseId);

    /// <summary>Returns the error for a run that ends because the service refuses the key or the account.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="reason">The case that showed it, and what the service said.</param>
    /// <param name="skipped">The number of cases that were not run.</param>
    public static EvalException AccountRefused(string runId, string reason, int skipped) => new(
        nameof(AccountRefused),
        ErrorKind.Connection,
        FormattableString.Invariant($"The service refuses the key or the account; {skipped} cases were not run. {reason}"),
        $"Look into key, quota and billing, then resume the run '{runId}' and have its errors tried again.",
        runId);

    /// <summary>Returns the error for an exception that was not anticipated, which is a bug.</summary>
    public static EvalException Unexpected(Exception inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new EvalException(
            nameof(Unexpected), ErrorKind.Unexpected, $"Unexpected {inner.GetType().Name}: {inner.Message}",
            "Please report this with the run folder's run.json.", null, inner);
    }
}
