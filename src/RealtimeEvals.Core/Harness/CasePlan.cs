using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>The cases of a run: every trial of every selected case, in the order of the data.</summary>
/// <typeparam name="TCase">The case as read from its data file.</typeparam>
/// <param name="Cases">The trials that are run.</param>
/// <param name="DataCases">The number of trials of all cases in the data, before any limit or selection.</param>
internal sealed record CasePlan<TCase>(IReadOnlyList<PlannedCase<TCase>> Cases, int DataCases)
{
    /// <summary>
    /// The trials of all shards of the run. What a run records of its cases is about these, so that the shards of one plan say the same.
    /// </summary>
    public IReadOnlyList<PlannedCase<TCase>> Whole { get; init; } = Cases;

    /// <summary>Plans a run.</summary>
    /// <param name="options">
    /// The selection, the numbers of trials and cases, and the shard. A maximum counts cases, those of all shards; all trials of a case
    /// stay together.
    /// </param>
    /// <param name="harness">The name of the harness.</param>
    /// <param name="cases">The cases of the data.</param>
    /// <param name="describe">Returns the names of a case and its own number of trials.</param>
    /// <exception cref="EvalException">
    /// <c>UnknownCase</c>, <c>NoCaseSelected</c>, or a run that the selection names cannot be read.
    /// </exception>
    public static CasePlan<TCase> Of(RunOptions options, string harness, IReadOnlyList<TCase> cases, Func<TCase, CaseTraits> describe)
    {
        IReadOnlyList<PlannedCase<TCase>> all = Expand(cases, describe, options.Trials);
        IReadOnlyList<PlannedCase<TCase>> chosen = new CaseSelector<PlannedCase<TCase>>(
            options, harness, one => new CaseNames(one.Name, one.Key.CaseId, describe(one.Case).Tags)).Choose(all);
        int maximum = options.MaximumCases > 0 ? options.MaximumCases : int.MaxValue;
        PlannedCase<TCase>[] whole =
        [
            .. chosen
                .GroupBy(one => one.Key.CaseId, StringComparer.Ordinal)
                .Take(maximum)
                .SelectMany(trials => trials)
                .Select((one, index) => one with { Number = index + 1 }),
        ];
        return new CasePlan<TCase>(
            options.Shard is Shard shard ? [.. whole.Where(one => shard.Holds(one.Key.CaseId))] : whole,
            all.Count)
        {
            Whole = whole,
        };
    }

    /// <summary>Adds what is recorded of the cases to the settings of a run, which are complete otherwise.</summary>
    public void AddTo(JsonObject settings, RunOptions options)
    {
        options.Selection.AddTo(settings, Whole.Select(one => one.Name));
        ShardPlan.AddTo(settings, options.Shard, [.. Whole.Select(one => one.Key)]);
    }

    /// <summary>Returns every trial of every case.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="describe">Returns the id of a case and its own number of trials.</param>
    /// <param name="trials">The number of trials of each case; null for the case's own number.</param>
    public static IReadOnlyList<PlannedCase<TCase>> Expand(IReadOnlyList<TCase> cases, Func<TCase, CaseTraits> describe, int? trials)
    {
        var planned = new List<PlannedCase<TCase>>();
        HashSet<string> taken = new(cases.Select(one => describe(one).Id), StringComparer.OrdinalIgnoreCase);
        foreach (TCase one in cases)
        {
            CaseTraits traits = describe(one);
            int wanted = trials ?? traits.Trials;
            for (int trial = 1; trial <= wanted; trial++)
            {
                var key = new CaseKey(traits.Id, trial);
                string name = key.NameOf(wanted);

                // The name of another case may look like the name of this trial.
                while (wanted > 1 && !taken.Add(name)) name += "_";
                planned.Add(new PlannedCase<TCase>(key, name, planned.Count + 1, one));
            }
        }

        return planned;
    }
}

/// <summary>One trial of one case of a run.</summary>
/// <typeparam name="TCase">The case as read from its data file.</typeparam>
/// <param name="Key">The case id and the number of the trial.</param>
/// <param name="Name">Unique in the run and safe as a file name: the case id, followed by the trial when there are several.</param>
/// <param name="Number">Its position in the run, from 1; of a shard that in the run of all shards.</param>
/// <param name="Case">The case.</param>
internal sealed record PlannedCase<TCase>(CaseKey Key, string Name, int Number, TCase Case)
{
    /// <summary>Which attempt at the trial it is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Returns the relative path of a file or a folder of its evidence, without ending.</summary>
    /// <param name="folder">The kind of evidence: events, audio or conversations.</param>
    public string EvidenceIn(string folder) => EvidencePath.Of(folder, Name, Attempt);
}

/// <summary>What a plan needs to know about a case of the data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Trials">The case's own number of trials.</param>
internal sealed record CaseTraits(string Id, IReadOnlyList<string> Tags, int Trials = 1);
