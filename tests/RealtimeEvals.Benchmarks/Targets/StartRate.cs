using System.Diagnostics;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>How long the doors take: the program, which is published first, and the module as it was built last.</summary>
internal static class StartRate
{
    private const int Runs = 7;

    public static async Task<IEnumerable<Target>> MeasureAsync()
    {
        string root = FindRoot();
        DirectoryInfo published = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            await PublishAsync(root, published.FullName);
            string module = Path.Combine(root, "RealtimeEvals.psd1");
            string pwsh = FindPowerShell();
            bool loads = StartupTargets.LoadsOpenAI(module, pwsh);
            return
            [
                Target.Most("the program's --help", StartupTargets.HelpMilliseconds(published.FullName, Runs), 120, "ms", "published"),
                Target.Most("crawl --sandbox --max-examples 1", StartupTargets.CrawlMilliseconds(published.FullName, Runs), 400, "ms",
                    "published; with plots and report"),
                Target.Most("Import-Module above a bare PowerShell", StartupTargets.ImportMilliseconds(module, pwsh, Runs), 100, "ms"),
                Target.Most("the first row in a new PowerShell", StartupTargets.FirstRowMilliseconds(module, pwsh, Runs), 1_000, "ms"),
                Target.Most("assemblies of OpenAI loaded by the first cmdlet", loads ? 1 : 0, 0, "", "Invoke-CrawlEval -WhatIf"),
            ];
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    private static async Task PublishAsync(string root, string folder)
    {
        string project = Path.Combine(root, "src", "RealtimeEvals.Cli");
        string[] arguments = ["publish", project, "-c", "Release", "-o", folder, "-v", "q", "-nologo"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The program could not be published: {output}");
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealtimeEvals.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks are not in their repository.");
    }

    /// <summary>The PowerShell that a restore brings, which is the one that the tests use.</summary>
    private static string FindPowerShell()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string packages = Path.Combine(home, ".nuget", "packages", "powershell");
        string system = OperatingSystem.IsWindows() ? "win" : "unix";
        return Directory.EnumerateFiles(packages, "pwsh.dll", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == system)
            .Order(StringComparer.Ordinal)
            .Last();
    }
}
