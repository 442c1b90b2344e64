namespace RealtimeEvals.Pages;

/// <summary>What a page holds.</summary>
/// <param name="EmbedAudio">Whether it holds the sound itself, and all details.</param>
/// <param name="CaseAddress">Returns the address of the page of a case; null where the page holds the details itself.</param>
internal sealed record PageSettings(bool EmbedAudio, Func<string, string>? CaseAddress = null)
{
    /// <summary>How many characters a page without sound may have, so that it can be sent by mail.</summary>
    public const int Budget = 1_850_000;
}
