using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Parses the text of one rule from left to right.</summary>
internal sealed class RuleReader(string text)
{
    /// <summary>The filter word that lets a rule hold although some of its cases have no verdict.</summary>
    private const string AllowUnjudged = "allow_unjudged";

    private int _at;
    private bool _allowsUnjudged;

    private char Here => _at < text.Length ? text[_at] : '\0';

    public GateRule Read()
    {
        string metric = Name("the name of a metric, such as pass_rate");
        List<CaseFilter> filters = Filters();
        Comparison comparison = ReadComparison();
        double bound = Number("a number");
        int minimum = MinimumSamples();
        SkipSpace();
        return _at == text.Length
            ? new GateRule(text.Trim(), metric, filters, comparison, bound, minimum) { AllowsUnjudged = _allowsUnjudged }
            : throw Fault("the end of the rule, or (n >= count)");
    }

    private List<CaseFilter> Filters()
    {
        var filters = new List<CaseFilter>();
        SkipSpace();
        if (Here != '[') return filters;
        do
        {
            _at++;
            string name = Name("the name of a column, such as tag");
            SkipSpace();
            if (name == AllowUnjudged && Here != '=') _allowsUnjudged = true;
            else filters.Add(ReadFilter(name));
        }
        while (Here == ',');
        Expect(']', "] or a comma");
        return filters;
    }

    private CaseFilter ReadFilter(string name)
    {
        Expect('=', "=");
        return new CaseFilter(name, FilterValue());
    }

    /// <summary>Reads the text up to the next comma or bracket, or between quotes.</summary>
    private string FilterValue()
    {
        SkipSpace();
        bool isQuoted = Here is '\'' or '"';
        char quote = Here;
        int start = isQuoted ? ++_at : _at;
        while (_at < text.Length && (isQuoted ? Here != quote : Here is not (',' or ']'))) _at++;
        if (isQuoted && _at == text.Length) throw Fault($"the closing {quote}");
        string value = isQuoted ? text[start.._at] : text[start.._at].Trim();
        if (value.Length == 0) throw Fault("a value");
        if (isQuoted) _at++;
        SkipSpace();
        return value;
    }

    private Comparison ReadComparison()
    {
        SkipSpace();
        Comparison found = Comparison.All.FirstOrDefault(one => text.AsSpan(_at).StartsWith(one.Sign, StringComparison.Ordinal))
            ?? throw Fault($"one of {string.Join(' ', Comparison.All.Select(one => one.Sign))}");
        _at += found.Sign.Length;
        return found;
    }

    private int MinimumSamples()
    {
        SkipSpace();
        if (Here != '(') return 0;
        _at++;
        if (!string.Equals(Name("n"), "n", StringComparison.OrdinalIgnoreCase)) throw Fault("(n >= count)");
        SkipSpace();
        if (!text.AsSpan(_at).StartsWith(">=", StringComparison.Ordinal)) throw Fault(">=");
        _at += 2;
        int start = _at;
        double count = Number("a whole number above zero");
        // A count with a point is rejected, because the point may have been meant as a group separator.
        if (count is < 1 or > int.MaxValue || count != Math.Floor(count) || text.AsSpan(start, _at - start).Contains('.'))
        {
            throw Fault("a whole number above zero before this");
        }

        Expect(')', ")");
        return (int)count;
    }

    private string Name(string expected)
    {
        SkipSpace();
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '_' or '^' or '@' or '-' or '.') _at++;
        return _at > start ? text[start.._at].ToLowerInvariant() : throw Fault(expected);
    }

    private double Number(string expected)
    {
        SkipSpace();
        int start = _at;
        while (char.IsAsciiDigit(Here)
            || Here is '.' or 'e' or 'E'
            || (Here is '-' or '+' && (_at == start || text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        if (double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number))
        {
            return number;
        }

        _at = start;
        throw Fault(expected);
    }

    private void Expect(char wanted, string expected)
    {
        SkipSpace();
        if (Here != wanted) throw Fault(expected);
        _at++;
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Here)) _at++;
    }

    private EvalException Fault(string expected) => EvalErrors.InvalidRule(text, _at + 1, expected);
}
