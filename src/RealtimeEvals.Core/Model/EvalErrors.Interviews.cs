using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <content>Errors of prompts and of tests of conversations.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a prompt that is not in its folder.</summary>
    /// <param name="name">The name.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="known">The names of the prompts in it.</param>
    public static EvalException PromptNotFound(string name, string folder, IReadOnlyList<string> known) => new(
        nameof(PromptNotFound), ErrorKind.Data,
        $"There is no prompt '{name}' in '{folder}'{Nearest.Suggest(name, known)}.",
        "Give the name of a prompt, which is that of its file without .txt; a path is no name.", folder);

    /// <summary>Returns the error for a test of conversations that gave no result; other tests are not affected.</summary>
    /// <param name="test">The test.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="why">What happened.</param>
    public static EvalException ConversationTestFailed(string test, string conversation, string why) => new(
        nameof(ConversationTestFailed), ErrorKind.Data,
        $"The test '{test}' gave no result for '{conversation}': {why}.", "Run the test alone, and correct it.", test);

    /// <summary>Returns the error for an analysis of a conversation that failed; nothing stands in for it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="why">What happened.</param>
    public static EvalException ConversationAnalysisFailed(string analysis, string conversation, string why) => new(
        nameof(ConversationAnalysisFailed), ErrorKind.Data,
        $"The analysis '{analysis}' of '{conversation}' failed: {why?.TrimEnd('.')}.",
        "Correct what the message names, and have the conversation analysed again.", conversation);

    /// <summary>Returns the error for a store of runs that cannot be used; runs in their folders are not affected.</summary>
    /// <param name="path">The database.</param>
    /// <param name="why">What happened.</param>
    /// <param name="cause">The cause, if there is one.</param>
    public static EvalException StoreUnusable(string path, string why, Exception? cause = null) => new(
        nameof(StoreUnusable), ErrorKind.Storage,
        $"The store of runs '{path}' cannot be used: {why}.",
        "Correct that, or name another database; the runs in their folders are whole, and can be added to any store.", path, cause);

    /// <summary>Returns the error for interviews that are in the store already, or twice among those to be added.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="path">The database.</param>
    public static EvalException BenchmarkRunExists(IReadOnlyList<string> ids, string path) => new(
        nameof(BenchmarkRunExists), ErrorKind.Data,
        $"Nothing was added to '{path}': {(ids.Count == 1 ? "this id is" : "these ids are")} taken: {string.Join(", ", ids)}.",
        "Remove those from the store first, or add them to another one.", path);

    /// <summary>Returns the error for a run that the store does not list.</summary>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="path">The database.</param>
    /// <param name="known">The ids of the runs that it lists.</param>
    public static EvalException RunNotListed(string id, string path, IReadOnlyList<string> known) => new(
        nameof(RunNotListed), ErrorKind.Data,
        $"There is no run '{id}' in the store '{path}'{Nearest.Suggest(id, known)}.",
        "Give an id that the list of runs shows.", path);

    /// <summary>Returns the error for an interview that is not in the store.</summary>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="path">The database.</param>
    /// <param name="known">The ids of the store.</param>
    public static EvalException BenchmarkRunNotFound(string id, string path, IReadOnlyList<string> known) => new(
        nameof(BenchmarkRunNotFound), ErrorKind.Data,
        $"There is no interview '{id}' in '{path}'{Nearest.Suggest(id, known)}.",
        "Give an id that the list of interviews shows; wildcards are allowed.", path);

    /// <summary>Returns the error for a request that a service did not answer as it should.</summary>
    /// <param name="place">The endpoint.</param>
    /// <param name="why">What happened, without secrets.</param>
    public static EvalException ServiceRefused(string place, string why) => new(
        nameof(ServiceRefused), ErrorKind.Connection, $"The endpoint {place} gave nothing: {why?.TrimEnd('.')}.",
        "Check the address, the key and the model, then try again.", place);

    /// <summary>Returns the error for a dashboard that did not start.</summary>
    /// <param name="why">What happened.</param>
    public static EvalException DashboardNotStarted(string why) => new(
        nameof(DashboardNotStarted), ErrorKind.Connection, $"The dashboard did not start: {why?.TrimEnd('.')}.",
        "Correct what the message names; where a port is taken, choose another one.");

    /// <summary>Returns the error for a machine without the runtime that the dashboard needs.</summary>
    /// <param name="version">The version that is needed, such as 10.0.</param>
    public static EvalException RuntimeMissing(string version) => new(
        nameof(RuntimeMissing), ErrorKind.Usage,
        $"The dashboard needs .NET {version} with ASP.NET Core, and none was found: neither DOTNET_ROOT nor PATH leads to one.",
        $"Install the ASP.NET Core Runtime {version} from https://dotnet.microsoft.com/download/dotnet/{version}, or set DOTNET_ROOT "
        + "to the folder of one. Nothing else of the module needs it.");
}
