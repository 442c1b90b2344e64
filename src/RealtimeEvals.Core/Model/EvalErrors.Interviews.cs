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
}
