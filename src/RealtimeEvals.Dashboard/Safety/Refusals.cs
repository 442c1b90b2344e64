namespace RealtimeEvals.Dashboard.Safety;

/// <summary>Why a request is not let in.</summary>
internal static class Refusals
{
    public const string Host = "This server answers only to the names of this machine: 127.0.0.1 and localhost, with its port.";

    public const string Origin = "This request was sent by another site. Open the page of the dashboard instead.";

    public const string Token =
        "This needs the token of the dashboard. Open the address that was shown when it was started; a program sends the token in the "
        + "header Authorization as 'Bearer TOKEN'.";

    public const string Antiforgery =
        "The request does not come from a page of this dashboard, or from one that is too old. Reload the page.";
}
