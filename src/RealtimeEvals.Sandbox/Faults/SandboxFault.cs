using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Faults;

/// <summary>
/// One fault, written as <c>kind[:value][xTimes][@case][#turn]</c>: <c>drop:12</c>, <c>handshake:429x1</c>, <c>status:failed@crawl_004</c>,
/// <c>error@refund/assistant#2</c>.
/// </summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Value">The value of the kind; empty when it has none.</param>
/// <param name="Times">The number of connections on which it happens; null for all.</param>
/// <param name="CaseId">
/// The case on whose connections it happens, optionally followed by a slash and the side of its conversation; for
/// <see cref="FaultKind.Hosted"/> a stage; empty for all.
/// </param>
/// <param name="Turn">The turn of the session in which it happens, from 1; null for the first opportunity.</param>
public sealed partial record SandboxFault(FaultKind Kind, string Value, int? Times, string CaseId, int? Turn)
{
    /// <summary>The syntax of a fault.</summary>
    public const string Syntax = "kind[:value][xTimes][@case][#turn]";

    private static readonly Dictionary<string, (FaultKind Kind, string Default, Func<string, bool> Accepts)> Known = new(
        StringComparer.Ordinal)
    {
        ["handshake"] = (FaultKind.Handshake, "429", IsStatus),
        ["hang"] = (FaultKind.Hang, "", IsNothing),
        ["drop"] = (FaultKind.Drop, "5", static value => IsNumber(value) && Number(value) > 0),
        ["no-done"] = (FaultKind.NoDone, "", IsNothing),
        ["status"] = (FaultKind.Status, "failed", static value => value is "failed" or "incomplete" or "cancelled"),
        ["error"] = (FaultKind.Error, "", IsNothing),
        ["expire"] = (FaultKind.Expire, "", IsNothing),
        ["late-audio"] = (FaultKind.LateAudio, "1000", IsNumber),
        ["stall"] = (FaultKind.Stall, "1000", IsNumber),
        ["malformed"] = (FaultKind.Malformed, "", IsNothing),
        ["binary"] = (FaultKind.Binary, "", IsNothing),
        ["big-frame"] = (FaultKind.BigFrame, "", IsNothing),
        ["unknown-event"] = (FaultKind.UnknownEvent, "", IsNothing),
        ["close"] = (
            FaultKind.Close,
            "1001",
            static value => IsNumber(value)
                && Number(value) is (>= 1000 and <= 1014 and not (1004 or 1005 or 1006)) or (>= 3000 and <= 4999)),
        ["empty"] = (FaultKind.Empty, "", IsNothing),
        ["speech"] = (FaultKind.Speech, "500", IsStatus),
        ["judge"] = (
            FaultKind.Judge,
            "500",
            static value => IsStatus(value) || value is "prose" or "truncated" or "string" or "two" or "nothing" or "hang" or "drop"),
        ["transcribe"] = (FaultKind.Transcribe, "500", static value => IsStatus(value) || value is "nothing" or "hang"),
        ["answer"] = (
            FaultKind.Answer,
            "wrong",
            static value => IsStatus(value)
                || value is "wrong" or "empty" or "chatty" or "refused" or "hang" or "drop" or "temperature"),
        ["hosted"] = (
            FaultKind.Hosted,
            "500",
            static value => IsStatus(value) || value is "hang" or "drop" || HostedStage.IsOutcome(value)),
        ["client-secret"] = (
            FaultKind.ClientSecret,
            "500",
            static value => IsStatus(value) || value is "hang" or "drop" or "expired"),
    };

    /// <summary>The names of the kinds as they are written.</summary>
    public static IEnumerable<string> Kinds => Known.Keys;

    /// <summary>The value as a number; 0 when it is not a number.</summary>
    public int Amount => int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out int amount) ? amount : 0;

    /// <summary>Parses a fault.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxFault</c>: the kind, the value or the place is not valid.</exception>
    public static SandboxFault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Pattern().Match(text);
        if (!match.Success || !Known.TryGetValue(match.Groups["kind"].Value, out var known))
        {
            throw EvalErrors.InvalidSandboxFault(
                text, $"Write {Syntax} with one of {string.Join(", ", Kinds)}; for example handshake:429x1@crawl_002.");
        }

        string value = match.Groups["value"] is { Success: true } given ? given.Value : known.Default;
        if (!known.Accepts(value))
        {
            throw EvalErrors.InvalidSandboxFault(
                text, $"The value '{value}' does not fit; without one, {match.Groups["kind"].Value} means '{known.Default}'.");
        }

        int? times = match.Groups["times"] is { Success: true } count ? Number(count.Value) : null;
        int? turn = match.Groups["turn"] is { Success: true } place ? Number(place.Value) : null;
        bool isOutsideTurns = known.Kind is FaultKind.Handshake or FaultKind.Hang or FaultKind.Speech or FaultKind.Judge
            or FaultKind.Transcribe or FaultKind.Answer or FaultKind.Hosted or FaultKind.ClientSecret;
        if (turn is not null && isOutsideTurns)
            throw EvalErrors.InvalidSandboxFault(text, $"{match.Groups["kind"].Value} does not happen in a turn; leave '#{turn}' out.");
        if (known.Kind == FaultKind.Hosted && HostedStage.ProblemOf(value, match.Groups["case"].Value) is string problem)
        {
            throw EvalErrors.InvalidSandboxFault(text, problem);
        }

        return new SandboxFault(known.Kind, value, times, match.Groups["case"].Value, turn);
    }

    /// <summary>Returns the fault as it is written.</summary>
    public override string ToString()
    {
        string kind = JsonNamingPolicy.KebabCaseLower.ConvertName(Kind.ToString());
        string value = Value.Length > 0 ? $":{Value}" : "";
        string times = Times is int count ? FormattableString.Invariant($"x{count}") : "";
        string place = CaseId.Length > 0 ? $"@{CaseId}" : "";
        string turn = Turn is int number ? FormattableString.Invariant($"#{number}") : "";
        return $"{kind}{value}{times}{place}{turn}";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsNothing(string value) => value.Length == 0;

    private static bool IsNumber(string value) => value.Length is > 0 and < 7 && value.All(char.IsAsciiDigit);

    private static bool IsStatus(string value) => IsNumber(value) && Number(value) is >= 400 and <= 599;

    [GeneratedRegex(
        @"\A(?<kind>[a-z-]+)(?::(?<value>[a-z0-9]+?))?(?:x(?<times>[0-9]{1,4}))?"
        + @"(?:@(?<case>[A-Za-z0-9._/-]+))?(?:#(?<turn>[1-9][0-9]{0,2}))?\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
