using RealtimeEvals.Model;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>Lists of a run as HTML, made by the templates of the report, for pages that are served.</summary>
/// <param name="templates">The templates.</param>
public sealed class LinePages(IPageTemplates templates)
{
    /// <summary>Returns what was said in an interview of the store, line by line.</summary>
    /// <param name="run">The interview with its turns.</param>
    public string Conversation(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        CasePart part = InterviewPart.Of(run);
        return templates.Render("about", part) + templates.Render("turns", part);
    }

    /// <summary>Returns one line of an interview, as a list of one turn has it.</summary>
    /// <param name="run">The interview.</param>
    /// <param name="turn">The line.</param>
    public string Turn(BenchmarkRun run, BenchmarkTurn turn)
    {
        ArgumentNullException.ThrowIfNull(run);
        return templates.Render("turns", InterviewPart.Of(run with { Turns = new([turn]) }));
    }

    /// <summary>Returns events as items of a list.</summary>
    /// <param name="lines">The events.</param>
    /// <param name="rawOf">Returns the address of the content of an event.</param>
    public string Events(IEnumerable<EventLine> lines, Func<EventLine, string> rawOf) => templates.Render("eventrows", new
    {
        Events = lines.Select(line => new EventPart(
            line.Index,
            line.TimeMs is double time ? FigureText.Milliseconds(time) : "",
            line.Turn,
            line.Source,
            line.Type,
            line.Count,
            "")
        {
            Raw = rawOf(line),
        }).ToArray(),
    });
}
