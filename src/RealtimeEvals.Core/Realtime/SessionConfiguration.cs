using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>The configuration of a session before its first turn.</summary>
internal sealed record SessionConfiguration
{
    /// <summary>The agent's system prompt.</summary>
    public required string Instructions { get; init; }

    /// <summary>A JSON array of function tools, which is sent unchanged.</summary>
    public required JsonElement Tools { get; init; }

    /// <summary>Whether the model may call its tools.</summary>
    public bool MayCallTools { get; init; } = true;

    /// <summary>The format of the audio that is appended.</summary>
    public AudioFormat InputFormat { get; init; } = AudioFormat.Pcm24K;

    /// <summary>The format of the audio that is received.</summary>
    public AudioFormat OutputFormat { get; init; } = AudioFormat.Pcm24K;

    /// <summary>The agent's voice; empty for the service's default.</summary>
    public string Voice { get; init; } = "";

    /// <summary>Who ends the caller's turn.</summary>
    public TurnDetection TurnDetection { get; init; }
}
