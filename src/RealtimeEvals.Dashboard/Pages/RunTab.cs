namespace RealtimeEvals.Dashboard.Pages;

/// <summary>A tab of a run's page.</summary>
/// <param name="Key">The last part of its address.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsOfCase">Whether it shows one case of the run.</param>
/// <param name="Count">How many things it shows; null where that is not said.</param>
public sealed record RunTab(string Key, string Name, bool IsOfCase, int? Count = null)
{
    /// <summary>What was said.</summary>
    public const string Transcript = "transcript";

    /// <summary>What happened.</summary>
    public const string Events = "events";

    /// <summary>The prompts as they were used.</summary>
    public const string Prompts = "prompts";

    /// <summary>The analyses on request.</summary>
    public const string Quality = "quality";

    /// <summary>The deterministic tests.</summary>
    public const string Tests = "tests";

    /// <summary>Both sides as they sounded.</summary>
    public const string Audio = "audio";

    /// <summary>The report of the whole run.</summary>
    public const string Report = "report";

    /// <summary>Returns the tabs of a run.</summary>
    /// <param name="hasInterviews">Whether it is one of interviews.</param>
    /// <param name="hasFolder">Whether it has a folder with its evidence.</param>
    public static IReadOnlyList<RunTab> Of(bool hasInterviews, bool hasFolder)
    {
        var tabs = new List<RunTab> { new(Transcript, "Transcript", true), new(Events, "Events", true) };
        if (hasInterviews)
        {
            tabs.Add(new(Prompts, "Prompts", true));
            tabs.Add(new(Quality, "Quality Metrics", true));
            tabs.Add(new(Tests, "Benchmarking Tests", true));
        }

        if (hasFolder)
        {
            tabs.Add(new(Audio, "Audio", true));
            tabs.Add(new(Report, "Report", false));
        }

        return tabs;
    }
}
