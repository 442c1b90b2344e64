using System.Diagnostics;

namespace RealtimeEvals.Tests.Support;

/// <summary>Runs the command line program as a process of its own.</summary>
public static class Cli
{
    /// <summary>The program, compiled ahead where the build has done so.</summary>
    public static readonly string Program = new[] { "program", "" }
        .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, "realtime-evals.dll"))
        .First(File.Exists);

    /// <summary>Variables that are read each time they are needed: with these, another run in the same process is like the first.</summary>
    private static readonly string[] ReadAnew =
    [
        "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORGANIZATION", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "REALTIME_EVALS_STORE",
    ];

    /// <summary>Where it stores its runs when nothing else is said.</summary>
    public static string StoreOf(string workingFolder) => Path.Combine(workingFolder, "store", "runs.sqlite");

    /// <summary>Starts it with standard output and error redirected.</summary>
    public static Process Start(string workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        StartUnder([], workingFolder, environment, arguments);

    /// <summary>Starts it under another program, which takes the command to run as its last arguments and becomes it.</summary>
    public static Process StartUnder(
        IReadOnlyList<string> other, string workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Process.Start(Describe(other, workingFolder, environment, arguments))!;

    /// <summary>
    /// Runs it to its end, in a process that may have been it before; where variables are given that count when a process starts, in one of
    /// its own.
    /// </summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        if (environment is null || environment.Keys.All(ReadAnew.Contains))
        {
            return await WarmProgram.RunAsync(Describe([], workingFolder, environment, arguments), arguments, limit.Token);
        }

        using Process process = Start(workingFolder, environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo Describe(
        IReadOnlyList<string> other, string workingFolder, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        // A shell without job control starts what is in its background deaf to SIGINT, and every child inherits that; env gives it back.
        string[] command = OperatingSystem.IsLinux()
            ? [.. other, "env", "--default-signal=INT", "dotnet", Program, .. arguments]
            : [.. other, "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("OPENAI_BASE_URL");

        // All others share one store, since making a new one takes longer than most of what is tried here.
        if (arguments is ["benchmark", ..]) start.Environment["REALTIME_EVALS_STORE"] = StoreOf(workingFolder);
        foreach ((string name, string value) in environment ?? System.Collections.Frozen.FrozenDictionary<string, string>.Empty)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
