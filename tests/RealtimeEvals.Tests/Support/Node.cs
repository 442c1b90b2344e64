using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// Node and the packages of <c>tests/node</c>. Where one of them cannot be had, the test that asks for it is skipped and says why.
/// </summary>
internal static partial class Node
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(1);

    public static string Sources { get; } = Path.Combine(Repository.Root, "tests", "node");

    /// <summary>The folder that holds the packages, which are fetched once for each lock file.</summary>
    public static async Task<string> PackagesAsync(CancellationToken cancellationToken)
    {
        byte[] locked = await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"), cancellationToken);
        string folder = Path.Combine(Cache, Convert.ToHexStringLower(SHA256.HashData(locked))[..16]);
        if (Directory.Exists(folder)) return folder;
        string fresh = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
        foreach (string name in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Sources, name), Path.Combine(fresh, name));
        }

        (int code, string output) = await RunAsync(
            Npm("ci --ignore-scripts --no-audit --no-fund --loglevel=error", fresh), InstallLimit, cancellationToken);
        if (code != 0)
        {
            Directory.Delete(fresh, recursive: true);
            if (Unreachable().Match(output) is { Success: true } reason)
            {
                Assert.Skip($"THE JAVASCRIPT CLIENTS WERE NOT TESTED: npm cannot get them here ({reason.Value}).");
            }

            Assert.Fail($"npm ended with {code}: {output}");
        }

        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }

    /// <summary>Runs a script of <see cref="Sources"/> with the test runner of Node.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code, and what it wrote.</returns>
    public static Task<(int Code, string Output)> TestAsync(
        string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", ["--test-reporter=tap", "--test-force-exit", Path.Combine(Sources, script)])
        {
            WorkingDirectory = Sources,
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return RunAsync(start, RunLimit, cancellationToken);
    }

    private static string Cache
    {
        get
        {
            string own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
            return Path.Combine(own.Length > 0 ? own : Path.GetTempPath(), "RealtimeEvals.Tests", "node");
        }
    }

    /// <summary>On Windows npm is a script, which only the shell runs.</summary>
    private static ProcessStartInfo Npm(string arguments, string folder) =>
        OperatingSystem.IsWindows()
            ? new("cmd.exe", $"/d /c npm {arguments}") { WorkingDirectory = folder }
            : new("npm", arguments) { WorkingDirectory = folder };

    private static async Task<(int Code, string Output)> RunAsync(
        ProcessStartInfo start, TimeSpan limit, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        IEnumerable<string> secrets = start.Environment.Keys.Where(name =>
            name.StartsWith("OPENAI_", StringComparison.OrdinalIgnoreCase) || name.Contains("KEY", StringComparison.OrdinalIgnoreCase));
        foreach (string name in secrets.ToArray()) start.Environment.Remove(name);
        start.Environment["OPENAI_AGENTS_DISABLE_TRACING"] = "1";
        using Process process = StartOrSkip(start);
        process.StandardInput.Close();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(over.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(over.Token);
            await process.WaitForExitAsync(over.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (-1, $"{start.FileName} took longer than {limit} (ETIMEDOUT).");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process StartOrSkip(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"THE JAVASCRIPT CLIENTS WERE NOT TESTED: {start.FileName} cannot be started here ({exception.Message}).");
            throw;
        }
    }

    [GeneratedRegex(
        "E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|HOSTUNREACH|40[134]|50[0-9])|is not recognized as an internal",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unreachable();
}
