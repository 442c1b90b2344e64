namespace RealtimeEvals.Realtime;

/// <summary>A part of a response that may have arrived before under another id or without one.</summary>
/// <typeparam name="TPart">The type of the part.</typeparam>
internal interface IEchoed<in TPart>
{
    /// <summary>Whether the response lists the part at its end.</summary>
    bool IsListed { get; }

    /// <summary>Whether this part has the content of the listed part, or the beginning of it.</summary>
    bool IsEchoOf(TPart listed);
}
