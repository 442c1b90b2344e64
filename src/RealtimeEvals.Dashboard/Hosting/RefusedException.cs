namespace RealtimeEvals.Dashboard.Hosting;

/// <summary>A request that is refused, with its status code.</summary>
/// <param name="status">The status code.</param>
/// <param name="message">Why, in words for whoever sent it.</param>
internal sealed class RefusedException(int status, string message) : Exception(message)
{
    /// <summary>The status code.</summary>
    public int Status => status;
}
