using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// A test of conversations that is a program, by the contract of the benchmark platform of vCDR. A Python file with
/// <c>run(transcript)</c> is one too.
/// </summary>
/// <param name="Path">The absolute path of the program or of the Python file.</param>
/// <param name="Options">The options, as a JSON object.</param>
/// <param name="Limit">How long it may take.</param>
public sealed record TestProgram(string Path, string Options, TimeSpan Limit)
{
    /// <summary>How long a test may take where nothing else is said.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    /// <summary>The name of the test, for what it does not name itself.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Measures a conversation.</summary>
    /// <exception cref="EvalException"><c>ConversationTestFailed</c>: the program gave no result.</exception>
    public async Task<IReadOnlyList<ConversationVariable>> MeasureAsync(
        MeasuredConversation conversation, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        try
        {
            JsonElement result = await new TranscriptProgram(Path, Options, Limit, time)
                .RunAsync(conversation, ProgramContract.Test, [], cancellationToken);
            return [.. TestVariables.OfResult(result).Select(variable => variable with { Conversation = conversation.Name })];
        }
        catch (ProgramException exception)
        {
            throw EvalErrors.ConversationTestFailed(Path, conversation.Name, exception.Message);
        }
    }
}
