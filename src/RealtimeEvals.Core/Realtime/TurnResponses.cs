namespace RealtimeEvals.Realtime;

/// <summary>
/// The responses of a turn in the order in which they were opened. An event with a response id belongs to that response, ended or not. One
/// without an id belongs to the newest open response or, if all have ended, to the last one.
/// </summary>
/// <param name="earlier">The ids of earlier turns of the session, in UTF-8; late events with these ids belong to no turn.</param>
internal sealed class TurnResponses(IReadOnlyList<byte[]> earlier)
{
    /// <summary>The message about a call without a name.</summary>
    public const string UnnamedCall = "a function call without a name";

    private readonly List<ResponseParts> _opened = [];

    /// <summary>All responses.</summary>
    public IReadOnlyList<ResponseParts> All => _opened;

    /// <summary>The number of responses that have ended.</summary>
    public int Ended => _opened.Count(response => response.HasEnded);

    /// <summary>Whether all announced responses have ended or, if none is announced, all responses.</summary>
    public bool AllEnded => _opened.Exists(response => response.IsAnnounced)
        ? _opened.TrueForAll(response => response.HasEnded || !response.IsAnnounced)
        : _opened.TrueForAll(response => response.HasEnded);

    /// <summary>The ids of the announced responses that have not ended, for messages.</summary>
    public string Open => Quote(_opened.Where(response => response.IsAnnounced && !response.HasEnded));

    /// <summary>
    /// Why the turn cannot be graded when no further event can arrive: an incomplete response or call; null when it can be graded.
    /// </summary>
    public string? Fault
    {
        get
        {
            ResponseParts[] unannounced = [.. _opened.Where(response => !response.IsAnnounced && !response.HasEnded)];
            if (unannounced.Length > 0) return $"events of a response that was never announced and did not end: {Quote(unannounced)}";
            if (_opened.Exists(response => response.Calls.HasUnnamed)) return UnnamedCall;
            return _opened.Exists(response => response.Calls.HasUnfinished) ? "a function call that began and did not end" : null;
        }
    }

    /// <summary>The ids of all responses, items and calls so far, including those of earlier turns.</summary>
    public IEnumerable<byte[]> Known => earlier.Concat(_opened.SelectMany(response => response.Keys));

    /// <summary>Adds or finds the response that <c>response.created</c> announces.</summary>
    public ResponseParts Announce(ReadOnlySpan<byte> id)
    {
        ResponseParts announced = Find(id) ?? Adopt(id) ?? (id.IsEmpty && Newest() is { IsAnnounced: false } newest ? newest : Begin(id));
        announced.IsAnnounced = true;
        return announced;
    }

    /// <summary>Returns the response that an event belongs to; null for a late event of an earlier turn.</summary>
    /// <param name="id">The response id of the event; empty when there is none.</param>
    /// <param name="itemId">The item id of the event; empty when there is none.</param>
    public ResponseParts? Of(ReadOnlySpan<byte> id, ReadOnlySpan<byte> itemId = default)
    {
        if (!id.IsEmpty) return Find(id) ?? (IsEarlier(id) ? null : Adopt(id) ?? Begin(id));
        if (Newest() is ResponseParts newest) return newest;
        return _opened is [.., ResponseParts last] ? last : IsEarlier(itemId) ? null : Begin(id);
    }

    /// <summary>Whether an id belongs to an earlier turn.</summary>
    public bool IsEarlier(ReadOnlySpan<byte> id)
    {
        for (int index = 0; index < earlier.Count; index++)
        {
            if (id.SequenceEqual(earlier[index])) return true;
        }

        return false;
    }

    private static string Quote(IEnumerable<ResponseParts> responses) =>
        string.Join(", ", responses.Select(response => $"'{response.Id}'"));

    private ResponseParts? Find(ReadOnlySpan<byte> id)
    {
        foreach (ResponseParts response in _opened)
        {
            if (!id.IsEmpty && id.SequenceEqual(response.Key)) return response;
        }

        return null;
    }

    private ResponseParts? Newest() => _opened.FindLast(response => !response.HasEnded);

    /// <summary>Gives an open response without an id the first id that arrives.</summary>
    private ResponseParts? Adopt(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty || _opened.Find(response => response.Key.Length == 0 && !response.HasEnded) is not ResponseParts nameless)
        {
            return null;
        }

        nameless.Key = id.ToArray();
        return nameless;
    }

    private ResponseParts Begin(ReadOnlySpan<byte> id)
    {
        var begun = new ResponseParts { Key = id.ToArray() };
        PartLimit.RequireRoom(_opened.Count);
        _opened.Add(begun);
        return begun;
    }
}
