namespace RealtimeEvals.Realtime;

/// <summary>
/// The responses of a turn in the order in which they were opened, and which of them an event belongs to. An event that names its
/// response belongs to it, ended or not; one that names none belongs to the newest that is open, and once all have ended to the last.
/// </summary>
/// <param name="earlier">The ids that belong to earlier turns of the session, in UTF-8; what comes late of them belongs to no turn.</param>
internal sealed class TurnResponses(IReadOnlyList<byte[]> earlier)
{
    /// <summary>What is said of a call whose name never came.</summary>
    public const string UnnamedCall = "a function call without a name";

    private readonly List<ResponseParts> _opened = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<ResponseParts> All => _opened;

    /// <summary>How many have ended.</summary>
    public int Ended => _opened.Count(response => response.HasEnded);

    /// <summary>Whether every announced response has ended; where none is announced, whether every one has.</summary>
    public bool AllEnded => _opened.Exists(response => response.IsAnnounced)
        ? _opened.TrueForAll(response => response.HasEnded || !response.IsAnnounced)
        : _opened.TrueForAll(response => response.HasEnded);

    /// <summary>The responses that are announced and have not ended, for a message.</summary>
    public string Open => Quote(_opened.Where(response => response.IsAnnounced && !response.HasEnded));

    /// <summary>
    /// Why they cannot be graded once nothing more can come: a response without a beginning and an end, a call without one; null for
    /// nothing.
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

    /// <summary>The ids of responses, items and calls so far, those of earlier turns included.</summary>
    public IEnumerable<byte[]> Known => earlier.Concat(_opened.SelectMany(response => response.Keys));

    /// <summary>Takes up an announced response.</summary>
    public ResponseParts Announce(ReadOnlySpan<byte> id)
    {
        ResponseParts announced = Find(id) ?? Adopt(id) ?? (id.IsEmpty && Newest() is { IsAnnounced: false } newest ? newest : Begin(id));
        announced.IsAnnounced = true;
        return announced;
    }

    /// <summary>The response that an event belongs to; null when it comes late of an earlier turn.</summary>
    /// <param name="id">The response that it names; empty for none.</param>
    /// <param name="itemId">The item that it names; empty for none.</param>
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

    /// <summary>An open response that nothing has named yet gets the first name that comes.</summary>
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
