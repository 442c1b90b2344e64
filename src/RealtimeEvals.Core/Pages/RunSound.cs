using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.Pages;

/// <summary>
/// The files of a run: links to them, or the sound that is in them. A path that leads out of the run's folder, be it through a symbolic
/// link, is not followed.
/// </summary>
/// <param name="runPath">The folder of the run; empty when it is not known.</param>
/// <param name="paths">Makes links.</param>
/// <param name="isEmbedded">Whether the sound goes into the page.</param>
internal sealed class RunSound(string runPath, IFileAddresses paths, bool isEmbedded)
{
    private readonly Lazy<string> _realRun = new(() => ListedFile.Real(runPath));

    /// <summary>Returns the absolute path of a file of the run; empty when it is none.</summary>
    /// <param name="path">The path in a result: relative to the run, or absolute.</param>
    public string PathOf(string path)
    {
        string full = FullOf(path);
        return full.Length > 0 && ListedFile.IsInside(ListedFile.Real(full), _realRun.Value) ? full : "";
    }

    /// <summary>Returns the absolute path of a file by its name alone, without looking whether a link leads out of the run.</summary>
    /// <param name="path">The path in a result: relative to the run, or absolute.</param>
    public string FullOf(string path)
    {
        if (path.Length == 0 || runPath.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) return "";
        string full = Path.GetFullPath(path.Replace('\\', '/'), runPath);
        return ListedFile.IsInside(full, runPath) ? full : "";
    }

    /// <summary>Returns the link to a file of the run; empty when it is none.</summary>
    public string LinkTo(string path) => PathOf(path) is { Length: > 0 } full ? paths.AddressOf(full) : "";

    /// <summary>Reads a sound file; null when it is not there or no WAV file.</summary>
    /// <param name="path">The path in a result.</param>
    public (WavAudio Sound, string Source)? Read(string path)
    {
        if (PathOf(path) is not { Length: > 0 } full || !File.Exists(full)) return null;
        try
        {
            byte[] bytes = PlainFile.Read(full, InputLimits.AudioBytes);
            string source = isEmbedded ? $"data:audio/wav;base64,{Convert.ToBase64String(bytes)}" : paths.AddressOf(full);
            return (WavReader.Read(bytes), source);
        }
        catch (Exception exception) when (exception is WavException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}
