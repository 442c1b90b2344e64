using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Gates;

/// <summary>
/// Reads a PowerShell data file (psd1) as JSON, without needing PowerShell: hash tables, arrays, strings, numbers, $true, $false, $null and
/// comments. Anything that would have to be executed is rejected. Keys in Pascal case are converted to snake case.
/// </summary>
internal sealed class PowerShellData
{
    /// <summary>The maximum nesting depth. No policy needs more, and deeper values could not be written as JSON.</summary>
    private const int MaximumDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PowerShellData(string text) => _text = text;

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Reads the text of a data file.</summary>
    /// <exception cref="FormatException">It is not a data file; the message gives line and column.</exception>
    public static JsonNode? Read(string text)
    {
        var reader = new PowerShellData(text);
        JsonNode? value = reader.ReadValue();
        reader.SkipSpace(andLines: true);
        return reader.Here == '\0' ? value : throw reader.Fault("the end of the file");
    }

    /// <summary>Reads a value, or several values separated by commas, which form an array.</summary>
    private JsonNode? ReadValue()
    {
        SkipSpace(andLines: true);
        JsonNode? first = ReadOne();
        SkipSpace(andLines: false);
        if (Here != ',') return first;
        var items = new JsonArray(first);
        while (Here == ',')
        {
            _at++;
            SkipSpace(andLines: true);
            items.Add(ReadOne());
            SkipSpace(andLines: false);
        }

        return items;
    }

    private JsonNode? ReadOne() => Here switch
    {
        '@' when Next('{') => ReadNested(ReadTable),
        '@' when Next('(') => ReadNested(ReadArray),
        '\'' => ReadQuoted(),
        '"' => ReadQuoted(),
        '$' => ReadConstant(),
        _ => ReadNumber(),
    };

    private JsonNode ReadNested(Func<JsonNode> read)
    {
        if (_depth == MaximumDepth) throw Fault("fewer tables and arrays inside each other");
        _depth++;
        JsonNode node = read();
        _depth--;
        return node;
    }

    private JsonObject ReadTable()
    {
        _at += 2;
        var table = new JsonObject();
        for (SkipSeparators(); Here != '}'; SkipSeparators())
        {
            int start = _at;
            string key = Here is '\'' or '"' ? (string)ReadQuoted()! : ReadWord("a key");
            SkipSpace(andLines: false);
            if (Here != '=') throw Fault("=");
            _at++;
            if (!table.TryAdd(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(key), ReadValue()))
            {
                _at = start;
                throw Fault($"a key other than '{key}', which is there already");
            }

            if (Here is not (';' or '\r' or '\n' or '}')) throw Fault("a new line, ; or }");
        }

        _at++;
        return table;
    }

    private JsonArray ReadArray()
    {
        _at += 2;
        var array = new JsonArray();
        for (SkipSeparators(); Here != ')'; SkipSeparators())
        {
            array.Add(ReadOne());
            SkipSpace(andLines: false);
            if (Here == ',') _at++;
            else if (Here is not (';' or '\r' or '\n' or ')' or '#')) throw Fault(", or )");
        }

        _at++;
        return array;
    }

    /// <summary>Reads a string. Double-quoted strings with expressions or variables are rejected.</summary>
    private JsonValue ReadQuoted()
    {
        char quote = Here;
        var content = new StringBuilder();
        for (_at++; Here != '\0'; _at++)
        {
            if (quote == '"' && Here is '$' or '`') throw Fault("a string without variables and escapes");
            if (Here != quote) content.Append(Here);
            else if (Next(quote)) content.Append(_text[_at++]);
            else break;
        }

        if (Here != quote) throw Fault($"the closing {quote}");
        _at++;
        return JsonValue.Create(content.ToString());
    }

    private JsonValue? ReadConstant()
    {
        int start = _at++;
        switch (ReadWord("true, false or null").ToLowerInvariant())
        {
            case "true": return JsonValue.Create(true);
            case "false": return JsonValue.Create(false);
            case "null": return null;
            default:
                _at = start;
                throw Fault("$true, $false or $null; nothing else is filled in");
        }
    }

    private JsonValue ReadNumber()
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '.' or '-' or '+') _at++;
        if (decimal.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return JsonValue.Create(number);
        }

        _at = start;
        throw Fault("a string in quotes, a number, $true, $false, @( ) or @{ }");
    }

    private string ReadWord(string expected)
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here == '_') _at++;
        return _at > start ? _text[start.._at] : throw Fault(expected);
    }

    private bool Next(char wanted) => _at + 1 < _text.Length && _text[_at + 1] == wanted;

    private void SkipSeparators()
    {
        for (SkipSpace(andLines: true); Here == ';'; SkipSpace(andLines: true)) _at++;
    }

    private void SkipSpace(bool andLines)
    {
        while (true)
        {
            if (Here == '#') SkipTo("\n", past: false);
            else if (Here == '<' && Next('#')) SkipTo("#>", past: true);
            else if (Here is ' ' or '\t' || (andLines && Here is '\r' or '\n')) _at++;
            else return;
        }
    }

    private void SkipTo(string end, bool past)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : past ? found + end.Length : found;
    }

    private FormatException Fault(string expected)
    {
        int line = _text.AsSpan(0, _at).Count('\n') + 1;
        int column = _at - _text.LastIndexOf('\n', Math.Max(0, _at - 1));
        return new FormatException(FormattableString.Invariant($"line {line}, column {(_at == 0 ? 1 : column)}: expected {expected}"));
    }
}
