namespace RealtimeEvals.Realtime;

/// <summary>
/// Handles parts of a response that arrived under ids which the response itself does not list: some services leave ids out of their deltas
/// or make them up.
/// </summary>
internal static class Echoes
{
    /// <summary>
    /// Removes each part that the response does not list at its end and that has the content of a listed part, which takes its place. A
    /// listed part replaces only one other part, so that content which was said twice stays there twice.
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

/// <summary>A part of a response that may have arrived before under another id or without one.</summary>
/// <typeparam name="TPart">The type of the part.</typeparam>
internal interface IEchoed<in TPart>
{
    /// <summary>Whether the response lists the part at its end.</summary>
    bool IsListed { get; }

    /// <summary>Whether this part has the content of the listed part, or the beginning of it.</summary>
    bool IsEchoOf(TPart listed);
}
