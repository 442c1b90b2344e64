using System.Reflection;

namespace RealtimeEvals.HelpWriter;

/// <summary>What a parameter is in one of its sets.</summary>
internal sealed record Declaration
{
    /// <summary>The set of a parameter that is in every one.</summary>
    public const string All = "__AllParameterSets";

    public string Set { get; private init; } = All;

    public bool IsMandatory { get; private init; }

    public int? Position { get; private init; }

    /// <summary>How it takes what comes down the pipeline.</summary>
    public string Pipeline { get; private init; } = "False";

    public bool TakesPipeline => Pipeline != "False";

    public static Declaration Of(CustomAttributeData data) => new()
    {
        Set = data.Named("ParameterSetName") as string ?? All,
        IsMandatory = data.Named("Mandatory") is true,
        Position = data.Named("Position") as int?,
        Pipeline = (data.Named("ValueFromPipelineByPropertyName") is true, data.Named("ValueFromPipeline") is true) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByPropertyName)",
            (false, true) => "True (ByValue)",
            _ => "False",
        },
    };
}
