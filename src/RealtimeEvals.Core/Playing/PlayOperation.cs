using RealtimeEvals.Audio;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;

namespace RealtimeEvals.Playing;

/// <summary>Plays what the two sides of cases sounded like, or writes it to a file.</summary>
/// <param name="services">The player.</param>
public sealed class PlayOperation(EvalServices services)
{
    /// <summary>Plays cases one after another, or writes all of them to one file and emits that.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="options">How they are played.</param>
    /// <param name="sink">Takes the file and the messages. Of several cases, one whose audio cannot be read is an error there.</param>
    /// <param name="cancellationToken">Stops playing.</param>
    /// <returns>Whether the audio of every case could be read.</returns>
    /// <exception cref="EvalException">
    /// <c>NoAudio</c> or <c>AudioUnreadable</c> for a single case; <c>AudioExists</c>, <c>AudioNotWritten</c>, <c>NoAudioDevice</c> or
    /// <c>InvalidSetting</c>.
    /// </exception>
    public async Task<bool> RunAsync(
        IReadOnlyList<PlayedCase> cases, PlayOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        options.RefuseToReplace();
        var all = new List<ReadTurn>();
        int read = 0;
        foreach (PlayedCase one in cases)
        {
            if (Read(one, cases.Count == 1, sink) is not { } turns) continue;
            read++;
            if (options.OutPath.Length > 0) all.AddRange(turns);
            else await PlayAsync(one, AudioMix.Of(turns, options.Mode), sink, cancellationToken);
        }

        if (all.Count > 0) await WriteAsync(AudioMix.Of(all, options.Mode), read, options, sink, cancellationToken);
        return read == cases.Count;
    }

    /// <summary>Reads the audio of a case; null when that fails and is not the only case, so that the others are played.</summary>
    private static ReadTurn[]? Read(PlayedCase one, bool isOnly, IRunSink sink)
    {
        try
        {
            ReadTurn[] turns = [.. one.Turns.Select(ReadTurn.Of)];
            if (!turns.Any(turn => turn.Sides.Any())) throw EvalErrors.NoAudio(one.Name, Missing(one));
            foreach (string gap in Gaps(turns)) sink.Warning($"'{one.Name}' has no audio of {gap}; what there is is played.");
            return turns;
        }
        catch (EvalException exception) when (exception.Kind == ErrorKind.Data && !isOnly)
        {
            sink.Error(RunError.Of(exception, one.Name));
            return null;
        }
    }

    private static string Missing(PlayedCase one)
    {
        string[] named = [.. one.Turns.SelectMany(turn => new[] { turn.CallerPath, turn.AgentPath }).Where(path => path.Length > 0)];
        return named.Length == 0 ? "none was kept" : $"'{named[0]}' is not there or is empty";
    }

    private static IEnumerable<string> Gaps(ReadTurn[] turns)
    {
        (string Side, int Count)[] gaps =
            [("the caller", turns.Count(turn => turn.Caller is null)), ("the agent", turns.Count(turn => turn.Agent is null))];
        return gaps.Where(gap => gap.Count > 0).Select(gap => turns.Length == 1
            ? gap.Side
            : FormattableString.Invariant($"{gap.Side} in {gap.Count} of {turns.Length} turns"));
    }

    private async Task PlayAsync(PlayedCase one, WavAudio mix, IRunSink sink, CancellationToken cancellationToken)
    {
        string action = FormattableString.Invariant($"Play {mix.Duration.TotalSeconds:0.0} s of audio");
        if (!await sink.ConfirmAsync(one.Name, action, cancellationToken)) return;
        IAudioPlayer player = services.Player ?? throw EvalErrors.NoAudioDevice("there is no player");
        await player.PlayAsync(mix, cancellationToken);
    }

    private static async Task WriteAsync(
        WavAudio mix, int read, PlayOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        string of = FormattableString.Invariant($"{read} {(read == 1 ? "case" : "cases")}");
        string action = FormattableString.Invariant($"Write {mix.Duration.TotalSeconds:0.0} s of audio of {of}");
        if (!await sink.ConfirmAsync(options.OutPath, action, cancellationToken)) return;
        options.RefuseToReplace();
        PlayedFile.Write(options.OutPath, mix);
        await sink.EmitAsync(new FileInfo(options.OutPath), cancellationToken);
    }
}
