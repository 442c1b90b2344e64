using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// The process of the command line program, which runs again and again: each time with a folder, variables and streams as if it had just
/// been started.
/// </summary>
internal static class WarmChild
{
    /// <summary>What is asked for, one line of JSON each.</summary>
    internal sealed record Request(string Folder, IReadOnlyDictionary<string, string> Variables, string[] Arguments);

    /// <summary>What came of it.</summary>
    internal sealed record Reply(int ExitCode, string Output, string Error);

    /// <summary>Answers until no more is asked for. What the program does not catch ends this process, as it would end its own.</summary>
    public static void Run()
    {
        using var requests = new StreamReader(Console.OpenStandardInput());
        using var replies = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        MethodInfo main = Assembly.Load("realtime-evals").EntryPoint!;
        while (requests.ReadLine() is { } line)
        {
            Request request = JsonSerializer.Deserialize<Request>(line)!;
            Environment.CurrentDirectory = request.Folder;
            SetVariables(request.Variables);
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            using var error = new StringWriter(CultureInfo.InvariantCulture);
            Console.SetOut(output);
            Console.SetError(error);
            object? code = main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [request.Arguments], CultureInfo.InvariantCulture);
            Console.Out.Flush();
            Console.Error.Flush();
            replies.WriteLine(JsonSerializer.Serialize(new Reply((int)code!, output.ToString(), error.ToString())));
        }
    }

    private static void SetVariables(IReadOnlyDictionary<string, string> variables)
    {
        string[] before = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()];
        foreach (string name in before.Where(name => !variables.ContainsKey(name))) Environment.SetEnvironmentVariable(name, null);
        foreach ((string name, string value) in variables) Environment.SetEnvironmentVariable(name, value);
    }
}
