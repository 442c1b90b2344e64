using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RealtimeEvals.Dashboard.Safety;

/// <summary>
/// Who may see anything: whoever has the token of this process. A browser brings it once, in the address, and gets a cookie for it; a
/// program sends it with every request as a bearer token, or in the address.
/// </summary>
internal sealed class AccessToken
{
    /// <summary>The parameter of an address that holds the token.</summary>
    public const string Parameter = "token";

    private const int Bytes = 32;
    private const string Bearer = "Bearer ";

    private readonly string _session = NewSecret();

    /// <summary>Browsers keep one jar of cookies for all ports of a host, so that each process has a name of its own.</summary>
    private readonly string _cookieName = $"realtime_evals_{NewSecret()[..8]}";

    /// <summary>The token: 256 random bits.</summary>
    public string Value { get; } = NewSecret();

    /// <summary>Returns who sent a request.</summary>
    public Caller CallerOf(HttpRequest request)
    {
        if (request.Cookies.TryGetValue(_cookieName, out string? session) && AreSame(session, _session)) return Caller.Browser;
        string authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && AreSame(authorization[Bearer.Length..].Trim(), Value))
        {
            return Caller.Program;
        }

        return AreSame(request.Query[Parameter].ToString(), Value) ? Caller.Visitor : Caller.Nobody;
    }

    /// <summary>Gives a browser its cookie, which scripts cannot read and other sites cannot make it send.</summary>
    public void Admit(HttpResponse response) => response.Cookies.Append(_cookieName, _session, new CookieOptions
    {
        HttpOnly = true,
        SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
        IsEssential = true,
        Path = "/",
    });

    private static bool AreSame(string? given, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(secret));

    /// <summary>Returns random hex digits that nobody can guess.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}

/// <summary>Who sent a request.</summary>
internal enum Caller
{
    /// <summary>Somebody without the token.</summary>
    Nobody = 0,

    /// <summary>A browser with the cookie. It sends it by itself, so that what changes something must bring more.</summary>
    Browser,

    /// <summary>A program that sent the token in a header.</summary>
    Program,

    /// <summary>Somebody with the token in the address: a browser that comes for the first time, or a program.</summary>
    Visitor,
}
