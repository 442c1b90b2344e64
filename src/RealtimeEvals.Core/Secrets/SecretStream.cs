namespace RealtimeEvals.Secrets;

/// <summary>
/// Finds secrets in a text that comes in parts and that is written part by part. Once so much of a secret has come that it would tell
/// something, the rest is covered before anybody knows whether it will come.
/// </summary>
/// <param name="redactor">Knows the secrets.</param>
/// <param name="followsEscapes">Whether escapes are decoded.</param>
internal sealed class SecretStream(Redactor redactor, bool followsEscapes = true)
{
    /// <summary>Fewer characters of a secret than this tell nothing.</summary>
    private const int Telling = 4;

    /// <summary>So many characters may be written for one of a secret, escapes of escapes included.</summary>
    private const int LongestUnit = 24;

    private char[] _text = [];
    private int _pending;

    /// <summary>Where secrets stand in the next part, in order and apart from each other.</summary>
    public IReadOnlyList<(int Start, int End)> Find(ReadOnlySpan<char> part)
    {
        int before = _pending;
        int length = before + part.Length;
        if (_text.Length < length) Array.Resize(ref _text, Math.Max(length, 2 * _text.Length));
        part.CopyTo(_text.AsSpan(before));
        ReadOnlySpan<char> text = _text.AsSpan(0, length);
        IReadOnlyList<(int Start, int End)> found = redactor.Find(text, followsEscapes);
        (int possible, int telling) = redactor.FindBeginning(text, Telling, followsEscapes);
        _pending = length - Math.Max(possible, length - redactor.LongestForm * LongestUnit);
        text[^_pending..].CopyTo(_text);
        if (found.Count == 0 && telling == length) return [];
        IEnumerable<(int Start, int End)> all = telling < length ? found.Append((telling, length)) : found;
        return Redactor.Merge(all
            .Where(range => range.End > before)
            .Select(range => (Math.Max(0, range.Start - before), range.End - before)));
    }
}
