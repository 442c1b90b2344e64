using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>How the versioned routes read and write JSON: with the names of the files of runs, and nothing that is not known.</summary>
internal static class ApiFormat
{
    /// <summary>The settings.</summary>
    public static JsonSerializerOptions Options { get; } = new(RunJson.Line)
    {
        IgnoreReadOnlyProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };
}

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What the list is of.</typeparam>
/// <param name="Items">The items of the part.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Page">The number of the part, from 1.</param>
/// <param name="PageSize">The most items of a part.</param>
/// <param name="Next">The address of the next part; null at the end.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, int Total, int Page, int PageSize, string? Next);
