namespace RealtimeEvals.Realtime;

/// <summary>Limits the number of parts of a turn, because each new part is compared with all others.</summary>
internal static class PartLimit
{
    /// <summary>The maximum number of responses of a turn, of items of one kind in a response, and of speech segments.</summary>
    public const int Maximum = 1_000;

    /// <summary>Throws if no further part may be added.</summary>
    /// <param name="count">The current number of parts.</param>
    /// <exception cref="RealtimeException">The maximum has been reached.</exception>
    public static void RequireRoom(int count)
    {
        if (count < Maximum) return;
        throw new RealtimeException(
            FailureStage.ResponseProtocol, FormattableString.Invariant($"a turn of more than {Maximum} items or responses"));
    }
}
