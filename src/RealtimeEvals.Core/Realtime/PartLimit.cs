namespace RealtimeEvals.Realtime;

/// <summary>How many pieces a turn may have. Each new one is looked for among all others.</summary>
internal static class PartLimit
{
    /// <summary>The most responses of a turn, items of one kind of a response, or stretches of speech.</summary>
    public const int Maximum = 1_000;

    /// <summary>Makes sure that there is room for one more.</summary>
    /// <param name="count">How many there are.</param>
    /// <exception cref="RealtimeException">There is none.</exception>
    public static void RequireRoom(int count)
    {
        if (count < Maximum) return;
        throw new RealtimeException(
            FailureStage.ResponseProtocol, FormattableString.Invariant($"a turn of more than {Maximum} items or responses"));
    }
}
