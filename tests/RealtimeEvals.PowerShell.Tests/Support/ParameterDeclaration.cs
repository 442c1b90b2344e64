using System.Reflection;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>What a parameter declares for one of its sets.</summary>
internal sealed class ParameterDeclaration(CustomAttributeData data)
{
    public string Set => data.Named("ParameterSetName") as string ?? CmdletParameter.AllSets;

    public int? Position => data.Named("Position") as int?;

    public bool IsMandatory => data.Named("Mandatory") is true;

    public bool TakesPipeline => data.Named("ValueFromPipeline") is true;

    public bool TakesPipelineByName => data.Named("ValueFromPipelineByPropertyName") is true;
}
