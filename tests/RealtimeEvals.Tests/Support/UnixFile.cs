using System.Diagnostics;

namespace RealtimeEvals.Tests.Support;

/// <summary>Makes what the platform's library cannot: pipes with a name, second names of a file, and programs.</summary>
public static class UnixFile
{
    public static void MakePipe(string path) => Run("mkfifo", path);

    public static void MakeHardLink(string target, string path) => Run("ln", target, path);

    /// <summary>Makes a file a program.</summary>
    public static void MakeExecutable(string path) => Run("chmod", "+x", path);

    /// <summary>Sets who may do what with a file or folder, as octal digits.</summary>
    public static void SetMode(string path, string mode) => Run("chmod", mode, path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{program} ended with {process.ExitCode}.");
    }
}
