using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// The run harness: one realtime model plays the caller, another one is under test, tools are mocked, and a judge grades. Emits a
/// <see cref="TurnResult"/> when a turn ends and a <see cref="ConversationResult"/> when a conversation has been judged, after they have
/// been written to disk.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class SimulationOperation(EvalServices services)
{
    /// <summary>Checks all input, including every simulation, then holds the conversations.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results, or only the <see cref="RunPlan"/> if the run is not confirmed.</param>
    /// <param name="cancellationToken">Cancels the run; everything finished so far stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; see the error id.</exception>
    public Task RunAsync(SimulationOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => SimulateAsync(options, quiet, cancellationToken));
    }

    private async Task SimulateAsync(SimulationOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        CallerSpeech asked = options.SpeechOf("");
        options = WithSource(options);
        if (options.FindProblems() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        IReadOnlyList<Simulation> all = Read(options, sink);
        var plan = CasePlan<Simulation>.Of(options, ConversationHarness.OfConversations.Name, all, TraitsOf);
        IReadOnlyList<Simulation> simulations =
            [.. plan.Cases.Select(one => one.Case).DistinctBy(simulation => simulation.Id, StringComparer.Ordinal)];
        if (FindServiceProblems(options, simulations) is { Count: > 0 } missing) throw EvalErrors.InvalidSetting(missing);
        ModelEndDates.Warn(options.Target, sink, services.Time, [.. ModelsOf(options, simulations)]);
        if (simulations.Any(simulation => simulation.Turns.IsScripted)) ModelEndDates.Warn(options.Target, sink, services.Time, asked);
        using var harness = new ConversationHarness(services, options, plan, sink);
        await HarnessOperation.RunAsync(harness, services, sink, cancellationToken);
    }

    private static CaseTraits TraitsOf(Simulation simulation) => new(simulation.Id, simulation.Tags, simulation.Trials);

    /// <summary>Returns the options with the speech source of this run.</summary>
    private SimulationOptions WithSource(SimulationOptions options) => options with
    {
        SpeechSource = SpeechChoice.Of(options.SpeechOf(""), options.Target, SpeechChoice.OfResumed(options), services.Time),
        SpeechMayChange = options is { SpeechSource: SpeechSource.Auto, SpeechModel: "" },
    };

    private IReadOnlyList<Simulation> Read(SimulationOptions options, IRunSink sink)
    {
        var problems = new DataProblems();
        IReadOnlyList<Simulation> simulations =
            SimulationIndex.Read(options.DataPath, options.Overrides, services.Tables, problems, sink.Warning);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        return simulations;
    }

    /// <summary>Returns the requirements of the simulations that the service does not meet.</summary>
    private static List<string> FindServiceProblems(SimulationOptions options, IReadOnlyList<Simulation> simulations)
    {
        var faults = new List<string>();
        bool needsJudge = !options.SkipJudge
            && simulations.Any(simulation => simulation.TurnGraders.Concat(simulation.TraceGraders).Any(grader => grader.NeedsJudge));
        if (needsJudge && options.Target.Rest is null)
        {
            faults.Add(
                "The address of the judge cannot be told from the realtime endpoint; "
                + "set OPENAI_BASE_URL instead of the endpoint, or leave the judging for later.");
        }

        faults.AddRange(simulations
            .SelectMany(simulation => options.Target.Dialect.FindProblems(simulation.Audio.Input, simulation.Audio.Output))
            .Distinct(StringComparer.Ordinal));
        if (simulations.Any(simulation => simulation.Turns.IsScripted)) faults.AddRange(options.SpeechOf("").FindProblems(options.Target));
        return faults;
    }

    private static IEnumerable<string> ModelsOf(SimulationOptions options, IReadOnlyList<Simulation> simulations)
    {
        IEnumerable<string> models = simulations
            .Select(simulation => simulation.Agent.Model)
            .Concat(simulations.Where(simulation => !simulation.Turns.IsScripted).Select(simulation => simulation.Caller.Model));
        if (!options.SkipJudge)
        {
            models = models
                .Append(options.JudgeModel)
                .Concat(simulations
                    .SelectMany(simulation => simulation.TurnGraders.Concat(simulation.TraceGraders))
                    .Select(grader => grader.Model));
        }

        return models.Where(model => model.Length > 0).Distinct(StringComparer.Ordinal);
    }
}
