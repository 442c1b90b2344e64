namespace RealtimeEvals.Harness;

/// <summary>What a plan has to know about a case of the data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Trials">Trials that it asks for itself.</param>
internal sealed record CaseTraits(string Id, IReadOnlyList<string> Tags, int Trials = 1);
