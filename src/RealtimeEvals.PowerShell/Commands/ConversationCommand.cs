using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of the cmdlets that hold whole conversations.</summary>
/// <typeparam name="TOptions">The options of the run.</typeparam>
public abstract class ConversationCommand<TOptions> : RunCommand<TOptions>
    where TOptions : ConversationOptions
{
    /// <summary>Sets the default time limit of a conversation.</summary>
    private protected ConversationCommand() => TotalTimeoutSec = ConversationOptions.ConversationLimits.Total.TotalSeconds;

    /// <inheritdoc cref="ConversationOptions.InvalidCallerLimit" />
    [Parameter]
    public double InvalidCallerLimit { get; set; } = 0.2;

    /// <summary>Writes a TurnResult to the pipeline too, as soon as each turn ends.</summary>
    /// <remarks>
    /// The turns of a conversation come before the conversation, those of several conversations mixed. A turn that is shown so early has no
    /// grades of a judge yet; those are in Turns of the conversation.
    /// </remarks>
    [Parameter]
    public SwitchParameter IncludeTurn { get; set; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <summary>Returns the resolved folder of the cache of speech.</summary>
    private protected string CacheOf(string resultsPath) =>
        SpeechCachePath is null ? CachedSpeech.DefaultFolder(resultsPath) : this.Full(SpeechCachePath);

    /// <summary>Returns what takes the results: turns only where they are asked for.</summary>
    private protected IRunSink SinkFor(IRunSink sink) => IncludeTurn ? sink : new FilteringSink<TurnResult>(sink);
}
