namespace RealtimeEvals.Realtime;

/// <summary>A part of a response that may have been heard before under another id, or under none.</summary>
/// <typeparam name="TPart">The part.</typeparam>
internal interface IEchoed<in TPart>
{
    /// <summary>Whether the response lists the part at its end.</summary>
    bool IsListed { get; }

    /// <summary>Whether this part says what that one says, or the beginning of it.</summary>
    bool IsEchoOf(TPart listed);
}
