using RealtimeEvals.Datasets.Simulations;

namespace RealtimeEvals.Harness.Conversations.Plan;

/// <summary>One conversation of a run.</summary>
/// <param name="Id">Its id: that of the simulation, with the trial where there are several.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Simulation">What is held.</param>
/// <param name="Trial">Which trial it is, from 1.</param>
internal sealed record PlannedConversation(string Id, int Number, Simulation Simulation, int Trial)
{
    /// <summary>The conversations of a run: every trial of every simulation.</summary>
    /// <param name="simulations">The simulations.</param>
    /// <param name="trials">Trials of each; 0 for what each says.</param>
    public static IReadOnlyList<PlannedConversation> Of(IEnumerable<Simulation> simulations, int trials)
    {
        var planned = new List<PlannedConversation>();
        Simulation[] all = [.. simulations];
        HashSet<string> taken = new(all.Select(simulation => simulation.Id), StringComparer.OrdinalIgnoreCase);
        foreach (Simulation simulation in all)
        {
            int wanted = trials > 0 ? trials : simulation.Trials;
            for (int trial = 1; trial <= wanted; trial++)
            {
                string id = wanted == 1 ? simulation.Id : FormattableString.Invariant($"{simulation.Id}.trial{trial}");

                // A simulation may itself be named like a trial of another.
                while (wanted > 1 && !taken.Add(id)) id += "_";
                planned.Add(new PlannedConversation(id, planned.Count + 1, simulation, trial));
            }
        }

        return planned;
    }
}
