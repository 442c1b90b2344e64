using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// A test of conversations that is a program, by the contract of the benchmark platform of vCDR: it gets <c>--run-id</c>,
/// <c>--transcript</c>, <c>--workspace</c> and <c>--options</c>, and prints JSON between markers. A Python file with
/// <c>run(transcript)</c> is one too.
/// </summary>
/// <param name="Path">The absolute path of the program or of the Python file.</param>
/// <param name="Options">The options, as a JSON object.</param>
/// <param name="Limit">How long it may take.</param>
public sealed record TestProgram(string Path, string Options, TimeSpan Limit)
{
    /// <summary>How long a test may take where nothing else is said.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    private static readonly string[] Pythons = ["python3", "python"];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The name of the test, for what it does not name itself.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    private bool IsPython => System.IO.Path.GetExtension(Path).Equals(".py", StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures a conversation.</summary>
    /// <exception cref="EvalException"><c>ConversationTestFailed</c>: the program gave no result.</exception>
    public async Task<IReadOnlyList<ConversationVariable>> MeasureAsync(
        MeasuredConversation conversation, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        string workspace = "";
        try
        {
            workspace = Directory.CreateTempSubdirectory("realtime-evals-test-").FullName;
            string transcript = System.IO.Path.Combine(workspace, "transcript.txt");
            await File.WriteAllTextAsync(transcript, TranscriptFile.ToText(conversation), Utf8, cancellationToken);
            string[] arguments =
            [
                .. RunId(conversation.Name),
                Flag("transcript"), transcript,
                Flag("workspace"), workspace,
                Flag("options"), Options,
            ];
            (string program, string[] first) = Command();
            ProgramOutput output = await new ProgramRun(Limit, time).ToEndAsync(
                program, [.. first, .. arguments], workspace, cancellationToken);
            return
            [
                .. ProgramResult.Read(output, conversation.Name).Select(variable => variable with { Conversation = conversation.Name }),
            ];
        }
        catch (Exception exception) when (exception is ProgramException or IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ConversationTestFailed(Path, conversation.Name, exception.Message);
        }
        finally
        {
            Delete(workspace);
        }
    }

    /// <summary>Deletes the folder, which is one for temporary files: what the program holds or has locked stays there.</summary>
    private static void Delete(string workspace)
    {
        try
        {
            if (workspace.Length > 0) Directory.Delete(workspace, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The result counts all the same.
        }
    }

    /// <summary>Returns the id as a flag and a value, in one when the id looks like a flag itself.</summary>
    private static string[] RunId(string name) => name.StartsWith('-') ? [$"{Flag("run-id")}={name}"] : [Flag("run-id"), name];

    private static string Flag(string name) => $"--{name}";

    private (string Program, string[] Arguments) Command()
    {
        if (!IsPython) return (Path, []);
        string python = Pythons
            .Select(name => ProgramPath.Find(name, ChildEnvironment.SearchPath))
            .FirstOrDefault(found => found is not null) ?? throw new ProgramException("no python3 is on PATH");
        return (python, ["-B", ProductData.PathOf("benchmark", "run_python_test.py"), Path]);
    }
}
