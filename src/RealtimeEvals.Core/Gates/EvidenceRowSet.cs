using System.Text.Json;

namespace RealtimeEvals.Gates;

/// <summary>Reads many rows, which then hold once what many of them have. Not safe for concurrent use.</summary>
public sealed class EvidenceRowSet
{
    private readonly EvidencePool _pool = new();

    /// <summary>Reads an object as <see cref="EvidenceRow.Of(JsonElement)"/> does.</summary>
    /// <param name="json">The object, with names in snake case.</param>
    public EvidenceRow Read(JsonElement json) => EvidenceRow.Of(json, _pool);
}
