using System.Management.Automation;
using System.Management.Automation.Host;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Commands;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Asks before money is spent, in the same way in all cmdlets. A run on a service asks unless the user has agreed already, by
/// -Confirm:$false or by a parameter of the cmdlet. Work that costs nothing asks only with -Confirm or -WhatIf.
/// </summary>
internal static class Consent
{
    private const string Confirm = "Confirm";
    private const string WhatIf = "WhatIf";

    /// <summary>Returns whether to continue. Call it on the pipeline thread only.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="target">What would be changed.</param>
    /// <param name="action">What would be done.</param>
    public static bool Ask(PSCmdlet cmdlet, string target, string action)
    {
        if (cmdlet is not ServiceCommand service || IsToBeAsked(service)) return Put(cmdlet, target, action);
        cmdlet.WriteVerbose(VisibleText.Of($"{action} on \"{target}\"."));
        return true;
    }

    /// <summary>Whether -Confirm:$false was given.</summary>
    public static bool IsGiven(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(Confirm, out object? value)
        && value is SwitchParameter { IsPresent: false } or false;

    /// <summary>Asks. A host that cannot ask throws an exception, which does not count as consent.</summary>
    private static bool Put(PSCmdlet cmdlet, string target, string action)
    {
        try
        {
            return cmdlet.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException or PSNotImplementedException)
        {
            throw EvalErrors.NobodyToAsk(action, "Where nobody can answer, say beforehand that it is wanted: -Confirm:$false.");
        }
    }

    private static bool IsToBeAsked(ServiceCommand cmdlet) =>
        (cmdlet.Spends && !cmdlet.HasConsent)
        || cmdlet.MyInvocation.BoundParameters.ContainsKey(Confirm)
        || cmdlet.MyInvocation.BoundParameters.ContainsKey(WhatIf)
        || LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));
}
