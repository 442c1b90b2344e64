using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>The cases of a run: every trial of every case that is selected, in the order of the data.</summary>
/// <typeparam name="TCase">The case as its data file says it.</typeparam>
/// <param name="Cases">What is run.</param>
/// <param name="DataCases">Trials of all cases of the data, before any limit or selection.</param>
internal sealed record CasePlan<TCase>(IReadOnlyList<PlannedCase<TCase>> Cases, int DataCases)
{
    /// <summary>Plans a run.</summary>
    /// <param name="options">How many trials and which cases; a maximum is one of cases, whose trials stay together.</param>
    /// <param name="harness">The name of the harness.</param>
    /// <param name="cases">The cases of the data.</param>
    /// <param name="describe">What a case can be selected by, and how many trials it asks for itself.</param>
    /// <exception cref="EvalException"><c>UnknownCase</c>, <c>NoCaseSelected</c>, or a run that is selected by cannot be read.</exception>
    public static CasePlan<TCase> Of(RunOptions options, string harness, IReadOnlyList<TCase> cases, Func<TCase, CaseTraits> describe)
    {
        IReadOnlyList<PlannedCase<TCase>> all = Expand(cases, describe, options.Trials);
        IReadOnlyList<PlannedCase<TCase>> chosen = new CaseSelector<PlannedCase<TCase>>(
            options, harness, one => new CaseNames(one.Name, one.Key.CaseId, describe(one.Case).Tags)).Choose(all);
        int maximum = options.MaximumCases > 0 ? options.MaximumCases : int.MaxValue;
        return new CasePlan<TCase>(
            [
                .. chosen
                    .GroupBy(one => one.Key.CaseId, StringComparer.Ordinal)
                    .Take(maximum)
                    .SelectMany(trials => trials)
                    .Select((one, index) => one with { Number = index + 1 }),
            ],
            all.Count);
    }

    /// <summary>Every trial of every case.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="describe">Their ids, and how many trials each asks for.</param>
    /// <param name="trials">Trials of each; 0 for what each asks for.</param>
    public static IReadOnlyList<PlannedCase<TCase>> Expand(IReadOnlyList<TCase> cases, Func<TCase, CaseTraits> describe, int trials)
    {
        var planned = new List<PlannedCase<TCase>>();
        HashSet<string> taken = new(cases.Select(one => describe(one).Id), StringComparer.OrdinalIgnoreCase);
        foreach (TCase one in cases)
        {
            CaseTraits traits = describe(one);
            int wanted = trials > 0 ? trials : traits.Trials;
            for (int trial = 1; trial <= wanted; trial++)
            {
                var key = new CaseKey(traits.Id, trial);
                string name = key.NameOf(wanted);

                // A case may itself be named like a trial of another.
                while (wanted > 1 && !taken.Add(name)) name += "_";
                planned.Add(new PlannedCase<TCase>(key, name, planned.Count + 1, one));
            }
        }

        return planned;
    }
}

/// <summary>One trial of one case of a run.</summary>
/// <typeparam name="TCase">The case as its data file says it.</typeparam>
/// <param name="Key">Which it is.</param>
/// <param name="Name">Unique in the run, and safe as a file name: the id of the case, with the trial where there are several.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Case">The case.</param>
internal sealed record PlannedCase<TCase>(CaseKey Key, string Name, int Number, TCase Case);

/// <summary>What a plan has to know about a case of the data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Trials">Trials that it asks for itself.</param>
internal sealed record CaseTraits(string Id, IReadOnlyList<string> Tags, int Trials = 1);
