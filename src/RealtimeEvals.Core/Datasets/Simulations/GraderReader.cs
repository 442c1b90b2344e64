using System.Text.Json;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

internal sealed class GraderReader
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.OrdinalIgnoreCase);

    public GraderReader(JsonForm root)
    {
        JsonForm? graders = root.Object("graders")?.Allow("turn_level", "trace_level");
        Turn = [.. (graders?.Objects("turn_level") ?? []).Select(grader => Read(grader, "turn_grader", ofTrace: false)).OfType<Grader>()];
        Trace = [.. (graders?.Objects("trace_level") ?? []).Select(grader => Read(grader, "trace_grader", ofTrace: true)).OfType<Grader>()];
    }

    public IReadOnlyList<Grader> Turn { get; }

    public IReadOnlyList<Grader> Trace { get; }

    /// <summary>Whether any grader grades calls.</summary>
    public bool GradesCalls => Turn.Concat(Trace).Any(grader => !grader.NeedsJudge);

    private Grader? Read(JsonForm form, string otherwise, bool ofTrace)
    {
        form.Allow("id", "type", "criteria", "template", "model");
        string type = form.Text("type");
        if (GraderKinds.OfType(type) is not GraderKind kind)
        {
            form.Report("type", $"'{TableFile.Shorten(type)}'", string.Join(" or ", GraderKinds.Types));
            return null;
        }

        string id = form.Text("id") is { Length: > 0 } given ? given : kind.DefaultId ?? otherwise;
        if (!SafeFileName.IsSafe(id)) form.Report("id", $"'{TableFile.Shorten(id)}'", SafeFileName.Rule);
        else if (!_seen.TryAdd(id, form.Path)) form.Report("id", $"'{id}' is that of {_seen[id]} too", "an id of its own");
        var grader = new Grader(id, kind.Name, ReadCriteria(form), form.Text("model"));
        if (ofTrace && grader.Needs(GraderNeeds.CallerSound | GraderNeeds.AgentSound))
            form.Report("type", $"'{type}', which listens to one turn", "a grader of the whole conversation");
        bool isTold = !string.IsNullOrWhiteSpace(grader.Criteria) || form.Text("template").Length > 0;
        bool isReported = form.IsOther("criteria", JsonValueKind.String) || form.IsOther("template", JsonValueKind.String);
        if (grader.Needs(GraderNeeds.Criteria) && !isTold && !isReported)
            form.Report("criteria", "missing or blank", "what must hold, or the name of a template in 'template'");
        return grader;
    }

    private static string ReadCriteria(JsonForm form)
    {
        string criteria = form.Text("criteria");
        if (form.Text("template") is not { Length: > 0 } name) return criteria;
        if (criteria.Length > 0) form.Report("template", "a template beside criteria", "one of them");
        if (CriteriaTemplates.Find(name) is string found) return found;
        form.Report("template", $"'{TableFile.Shorten(name)}'", string.Join(" or ", CriteriaTemplates.Names));
        return criteria;
    }
}
