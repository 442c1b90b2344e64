using RealtimeEvals.Model;

namespace RealtimeEvals.Playing;

/// <summary>How the audio of cases is played, or to which file it is written.</summary>
public sealed record PlayOptions
{
    /// <summary>How the two sides of a turn are put together: one after the other, or mixed.</summary>
    /// <remarks>
    /// Turns plays the caller, then the agent. Mixed plays both at once on the time axis of the turn: the agent begins as long after the
    /// caller's last audible sample as it was heard, or at the end of the caller's audio where that is not known.
    /// </remarks>
    public PlayMode Mode { get; init; }

    /// <summary>The WAV file to write instead of playing anything.</summary>
    /// <remarks>
    /// Mono, 16 bits, at the highest sample rate of the audio in it; several cases follow one another. It is written whole or not at all,
    /// and replaces what is there, but no file of a run. Folders are made as needed. No audio device is needed.
    /// </remarks>
    /// <value>no file; the audio is played</value>
    public string OutPath { get; init; } = "";

    /// <summary>Leaves a file that is there as it is, with the error AudioExists.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Ends with an error where the file to write is there and must stay.</summary>
    /// <exception cref="EvalException"><c>AudioExists</c>; <c>InvalidSetting</c>: no file is named that could be there.</exception>
    public void RefuseToReplace()
    {
        if (NoClobber && OutPath.Length == 0)
            throw EvalErrors.InvalidSetting(["NoClobber is about a file to write; name it by the output path."]);
        bool isThere = OutPath.Length > 0 && File.Exists(OutPath);
        if (isThere && (NoClobber || PlayedFile.IsOfRun(OutPath))) throw EvalErrors.AudioExists(OutPath);
    }
}
