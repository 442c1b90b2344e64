using System.Diagnostics;
using System.Globalization;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>
/// How long the doors take to be there: the published program, and the module in a new PowerShell. All are medians of whole processes.
/// </summary>
public static class StartupTargets
{
    private const string Assemblies = "[AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }";

    /// <summary>Milliseconds of the list of verbs.</summary>
    /// <param name="published">The folder that the program was published to.</param>
    /// <param name="runs">How many starts; at least 1.</param>
    public static double HelpMilliseconds(string published, int runs) => InFolder(folder =>
        Median(runs, () => Start(folder, Program(published), "--help").Elapsed));

    /// <summary>Milliseconds of a whole run of one case on the sandbox, with its plots and its report.</summary>
    /// <param name="published">The folder that the program was published to.</param>
    /// <param name="runs">How many starts; at least 1.</param>
    public static double CrawlMilliseconds(string published, int runs) => InFolder(folder =>
        Median(runs, () => Start(folder, Program(published), "crawl", "--sandbox", "--max-examples", "1").Elapsed));

    /// <summary>Milliseconds that a PowerShell with the module takes above one without, started in turns.</summary>
    /// <param name="module">The manifest of the module.</param>
    /// <param name="pwsh">The program <c>pwsh</c>, or its assembly <c>pwsh.dll</c>.</param>
    /// <param name="runs">How many starts of each; at least 1.</param>
    public static double ImportMilliseconds(string module, string pwsh, int runs) => InFolder(folder =>
    {
        var bare = new List<TimeSpan>();
        var with = new List<TimeSpan>();
        for (int run = 0; run <= runs; run++)
        {
            TimeSpan one = Shell(folder, pwsh, "1").Elapsed;
            TimeSpan other = Shell(folder, pwsh, $"{Import(module)}; 1").Elapsed;

            // The first start reads everything from the disk.
            if (run == 0) continue;
            bare.Add(one);
            with.Add(other);
        }

        return Medians.Of(with, Milliseconds) - Medians.Of(bare, Milliseconds);
    });

    /// <summary>Milliseconds from the command to its first row, in a PowerShell that has the module and has run nothing.</summary>
    /// <param name="module">The manifest of the module.</param>
    /// <param name="pwsh">The program <c>pwsh</c>, or its assembly <c>pwsh.dll</c>.</param>
    /// <param name="runs">How many starts; at least 1.</param>
    public static double FirstRowMilliseconds(string module, string pwsh, int runs) => InFolder(folder => Median(runs, () =>
    {
        const string Run = "$watch = [Diagnostics.Stopwatch]::StartNew(); "
            + "Invoke-CrawlEval -Sandbox -MaximumCount 1 -Confirm:$false | ForEach-Object { "
            + "$watch.Elapsed.TotalMilliseconds.ToString('R', [cultureinfo]::InvariantCulture) }";
        string said = Shell(folder, pwsh, $"{Import(module)}; {Run}").Output;
        return TimeSpan.FromMilliseconds(double.Parse(said.Split('\n')[0], CultureInfo.InvariantCulture));
    }));

    /// <summary>Whether the package of OpenAI is loaded once the module is imported and its first cmdlet has answered.</summary>
    /// <param name="module">The manifest of the module.</param>
    /// <param name="pwsh">The program <c>pwsh</c>, or its assembly <c>pwsh.dll</c>.</param>
    public static bool LoadsOpenAI(string module, string pwsh) => InFolder(folder =>
        Shell(folder, pwsh, $"{Import(module)}; $null = Invoke-CrawlEval -Sandbox -WhatIf; {Assemblies}").Output
            .Split('\n', StringSplitOptions.TrimEntries)
            .Contains("OpenAI"));

    private static string Import(string module) =>
        $"Import-Module '{module.Replace("'", "''", StringComparison.Ordinal)}' -ErrorAction Stop";

    private static string Program(string published) =>
        Path.Combine(published, OperatingSystem.IsWindows() ? "realtime-evals.exe" : "realtime-evals");

    private static (TimeSpan Elapsed, string Output) Shell(string folder, string pwsh, string command)
    {
        string[] arguments = ["-NoProfile", "-NonInteractive", "-Command", command];
        return Path.GetExtension(pwsh) == ".dll" ? Start(folder, "dotnet", ["exec", pwsh, .. arguments]) : Start(folder, pwsh, arguments);
    }

    private static (TimeSpan Elapsed, string Output) Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Neither the runs of the user nor their list are touched.
        start.Environment["REALTIME_EVALS_STORE"] = Path.Combine(folder, "runs.sqlite");
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TimeSpan elapsed = watch.Elapsed;
        return process.ExitCode == 0
            ? (elapsed, output)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    private static double Median(int runs, Func<TimeSpan> run)
    {
        // The first start reads everything from the disk.
        run();
        return Medians.Of(Enumerable.Range(0, runs).Select(_ => run()), Milliseconds);
    }

    private static double Milliseconds(TimeSpan time) => time.TotalMilliseconds;

    private static T InFolder<T>(Func<string, T> measure)
    {
        string folder = Directory.CreateTempSubdirectory("realtime-evals-").FullName;
        try
        {
            return measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
