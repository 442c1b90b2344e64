namespace RealtimeEvals.Realtime;

/// <summary>
/// What was heard of a response under ids that the response itself does not know: some services leave ids out of their deltas, or make
/// them up.
/// </summary>
internal static class Echoes
{
    /// <summary>
    /// Drops each part that the response does not list at its end but that says what a listed one says. The listed one takes its place, and
    /// makes up for one part only: what was said twice stays said twice.
    /// </summary>
    public static void Drop<TPart>(List<TPart> parts)
        where TPart : class, IEchoed<TPart>
    {
        foreach (TPart listed in parts.Where(part => part.IsListed).ToArray())
        {
            if (parts.Find(part => !part.IsListed && part.IsEchoOf(listed)) is not TPart echo) continue;
            int place = Math.Min(parts.IndexOf(echo), parts.IndexOf(listed));
            parts.Remove(echo);
            parts.Remove(listed);
            parts.Insert(place, listed);
        }
    }
}
