using System.Globalization;
using System.Management.Automation;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Interprets a number as hours, as the command line does; PowerShell would take it for ticks or, in text, for days. A unit may follow:
/// <c>90m</c>, <c>36h</c>, <c>7d</c>. All other values are converted to a time span as usual.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HoursAttribute : ArgumentTransformationAttribute
{
    private const double MostHours = 24 * 366;

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        string text = LanguagePrimitives.ConvertTo<string>(inputData).Trim();
        (double unit, string number) = text switch
        {
            [.. var days, 'd'] => (24, days),
            [.. var hours, 'h'] => (1, hours),
            [.. var minutes, 'm'] => (1.0 / 60, minutes),
            _ => (1, text),
        };
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!double.TryParse(number, styles, CultureInfo.InvariantCulture, out double count)) return inputData;
        return Math.Abs(count * unit) <= MostHours
            ? TimeSpan.FromHours(count * unit)
            : throw new ArgumentTransformationMetadataException($"'{text}' is longer than a year.");
    }
}
