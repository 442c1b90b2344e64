using RealtimeEvals.Files;

namespace RealtimeEvals.Adapters.Playing;

/// <summary>A program that plays a WAV file.</summary>
/// <param name="Path">The absolute path of the program.</param>
/// <param name="Arguments">What it is given before the file.</param>
internal sealed record PlayerProgram(string Path, IReadOnlyList<string> Arguments)
{
    private static readonly (string Name, string[] Arguments) Ffplay =
        ("ffplay", ["-hide_banner", "-loglevel", "error", "-nodisp", "-autoexit", "-i"]);

    /// <summary>The programs that are looked for, the first choice first.</summary>
    private static readonly IReadOnlyList<(string Name, string[] Arguments)> Known = OperatingSystem.IsMacOS()
        ? [("afplay", []), Ffplay]
        : [("aplay", ["-q"]), ("paplay", []), Ffplay];

    /// <summary>The names of the programs that are looked for.</summary>
    public static string Names => string.Join(", ", Known.Select(one => one.Name));

    /// <summary>Returns the first of the programs that is found; null when none is.</summary>
    /// <param name="searchPath">The folders, separated as in PATH.</param>
    public static PlayerProgram? Find(string searchPath) => Known
        .Select(one => (Path: ProgramPath.Find(one.Name, searchPath), one.Arguments))
        .Where(one => one.Path is not null)
        .Select(one => new PlayerProgram(one.Path!, one.Arguments))
        .FirstOrDefault();
}
