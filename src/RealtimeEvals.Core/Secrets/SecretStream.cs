namespace RealtimeEvals.Secrets;

/// <summary>
/// Finds secrets in a text that arrives and is written in parts. Once enough of a secret has arrived to reveal something, it is covered
/// without waiting for the rest.
/// </summary>
/// <param name="redactor">Finds the secrets in a text.</param>
/// <param name="followsEscapes">Whether escapes are decoded.</param>
internal sealed class SecretStream(Redactor redactor, bool followsEscapes = true)
{
    /// <summary>Fewer characters of a secret than this reveal nothing.</summary>
    private const int Telling = 4;

    /// <summary>Maximum number of characters that stand for one of a secret, including nested escapes.</summary>
    private const int LongestUnit = 24;

    private char[] _text = [];
    private int _pending;

    /// <summary>Returns the ranges of secrets in the next part, in order and without overlap.</summary>
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
