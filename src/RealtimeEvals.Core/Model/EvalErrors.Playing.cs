using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <content>The errors about audio of a run that is played on this machine.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a case that is not in a run.</summary>
    /// <param name="caseId">The id that was given.</param>
    /// <param name="path">The folder of the run.</param>
    /// <param name="known">The ids of the run.</param>
    public static EvalException CaseNotFound(string caseId, string path, IReadOnlyList<string> known) => new(
        nameof(CaseNotFound), ErrorKind.Usage, $"The run in '{path}' has no case '{caseId}'{Nearest.Suggest(caseId, known)}.",
        "Give the id of a case that results.csv of the run names.", caseId);

    /// <summary>Returns the error for a case of which nothing can be heard.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="reason">Why there is no audio.</param>
    public static EvalException NoAudio(string caseId, string reason) => new(
        nameof(NoAudio), ErrorKind.Data, $"There is no audio of '{caseId}': {reason}.",
        "Choose a case that was spoken; audio lies in the folder audio of its run.", caseId);

    /// <summary>Returns the error for an audio file that is corrupt or cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inner">What is wrong with it.</param>
    public static EvalException AudioUnreadable(string path, Exception inner) => new(
        nameof(AudioUnreadable), ErrorKind.Data, $"The audio file '{path}' cannot be read: {inner?.Message}",
        "Restore the file, or run the case anew.", path, inner);

    /// <summary>Returns the error for a machine on which nothing can be played.</summary>
    /// <param name="reason">What is missing or what failed.</param>
    public static EvalException NoAudioDevice(string reason) => new(
        nameof(NoAudioDevice), ErrorKind.Connection, $"The audio cannot be played: {reason?.TrimEnd('.')}.",
        "Connect an audio device; on Linux install aplay (alsa-utils), paplay (pulseaudio-utils) or ffplay (ffmpeg). "
        + "Or name a file to which the audio is written instead.");

    /// <summary>Returns the error for an audio file that must not be replaced.</summary>
    public static EvalException AudioExists(string path) => new(
        nameof(AudioExists), ErrorKind.Usage, $"There is a file '{path}' already, which is not replaced.",
        "Choose another file; those of a run are never replaced.", path);

    /// <summary>Returns the error for audio that could not be written to its file.</summary>
    public static EvalException AudioNotWritten(string path, Exception inner) => new(
        nameof(AudioNotWritten), ErrorKind.Storage, $"The audio file '{path}' could not be written: {inner?.Message}",
        "Choose a file that you may write to, or free some space.", path, inner);
}
