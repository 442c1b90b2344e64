using System.Text;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Audio;

/// <summary>Removes secrets from audio that arrives in parts, since a service can send any bytes as audio.</summary>
/// <param name="redactor">Finds the secrets.</param>
internal sealed class SilentSecrets(Redactor redactor)
{
    private readonly SecretStream _stream = new(redactor, followsEscapes: false);
    private char[] _letters = [];

    /// <summary>Returns the next part with zeros in place of secrets; the same bytes when there are none.</summary>
    public ReadOnlySpan<byte> Silence(ReadOnlySpan<byte> audio)
    {
        if (redactor.IsNone) return audio;
        if (_letters.Length < audio.Length) _letters = new char[audio.Length];
        Encoding.Latin1.GetChars(audio, _letters);
        IReadOnlyList<(int Start, int End)> found = _stream.Find(_letters.AsSpan(0, audio.Length));
        if (found.Count == 0) return audio;
        byte[] silenced = audio.ToArray();
        foreach ((int start, int end) in found) silenced.AsSpan(start..end).Clear();
        return silenced;
    }
}
