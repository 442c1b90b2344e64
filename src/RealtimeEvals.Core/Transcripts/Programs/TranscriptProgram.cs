using System.Text;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>
/// A program that looks at a transcript, by the contract of the benchmark platform of vCDR: it gets <c>--run-id</c>,
/// <c>--transcript</c>, <c>--workspace</c> and <c>--options</c>, and prints JSON between markers. It may be a Python file.
/// </summary>
/// <param name="path">The absolute path of the program or of the Python file.</param>
/// <param name="options">The options, as a JSON object.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class TranscriptProgram(string path, string options, TimeSpan limit, TimeProvider time)
{
    private static readonly string[] Pythons = ["python3", "python"];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private bool IsPython => Path.GetExtension(path).Equals(".py", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns an argument as a flag and a value, in one when the value looks like a flag itself.</summary>
    public static string[] Argument(string name, string value) => value.StartsWith('-') ? [$"--{name}={value}"] : [$"--{name}", value];

    /// <summary>Runs the program in an empty folder of its own, and returns its result.</summary>
    /// <param name="conversation">What it looks at.</param>
    /// <param name="contract">How it says what it found.</param>
    /// <param name="more">Further arguments.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ProgramException">The program gave no result.</exception>
    public async Task<JsonElement> RunAsync(
        MeasuredConversation conversation, ProgramContract contract, IEnumerable<string> more, CancellationToken cancellationToken)
    {
        string workspace = "";
        try
        {
            workspace = Directory.CreateTempSubdirectory("realtime-evals-test-").FullName;
            string transcript = Path.Combine(workspace, "transcript.txt");
            await File.WriteAllTextAsync(transcript, TranscriptFile.ToText(conversation), Utf8, cancellationToken);
            (string program, string[] first) = Command(contract);
            IEnumerable<string> arguments =
            [
                .. first,
                .. Argument("run-id", conversation.Name),
                .. Argument("transcript", transcript),
                .. Argument("workspace", workspace),
                .. Argument("options", options),
                .. more,
            ];
            ProgramOutput output = await new ProgramRun(limit, time).ToEndAsync(program, arguments, workspace, cancellationToken);
            return ProgramResult.Read(output, conversation.Name, contract);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProgramException(exception.Message);
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

    private (string Program, string[] Arguments) Command(ProgramContract contract)
    {
        if (!IsPython) return (path, []);
        string python = Pythons
            .Select(name => ProgramPath.Find(name, ChildEnvironment.SearchPath))
            .FirstOrDefault(found => found is not null) ?? throw new ProgramException("no python3 is on PATH");
        string[] host = contract.PythonHost.Length > 0 ? [ProductData.PathOf("benchmark", contract.PythonHost)] : [];
        return (python, ["-B", .. host, path]);
    }
}
