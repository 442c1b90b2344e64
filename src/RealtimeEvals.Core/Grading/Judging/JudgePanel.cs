using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Grading.Judging;

/// <summary>Asks a judge several times and takes the grade of more than half of all samples.</summary>
/// <param name="judge">The judge to ask.</param>
/// <param name="samples">How often the judge is asked; an odd number.</param>
/// <param name="limit">The maximum wait for one answer, including retries.</param>
/// <param name="time">The clock for <paramref name="limit"/>.</param>
internal sealed class JudgePanel(IJudge judge, int samples, TimeSpan limit, TimeProvider time)
{
    /// <summary>Asks the judge and decides. A failure is a result with an error, never a grade.</summary>
    /// <param name="graderId">The id of the grader.</param>
    /// <param name="turnIndex">The turn, from 1; 0 for the whole conversation, to which a criterion always applies.</param>
    /// <param name="model">The judge's model.</param>
    /// <param name="criteria">The criterion that must hold.</param>
    /// <param name="context">The record that is judged.</param>
    /// <param name="clientRequestId">A request id of our own, which the service logs.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<GraderResult> GradeAsync(
        string graderId,
        int turnIndex,
        string model,
        string criteria,
        string context,
        string clientRequestId,
        CancellationToken cancellationToken)
    {
        bool ofTurn = turnIndex > 0;
        var question = new JudgeQuestion(
            model,
            ofTurn ? JudgePrompt.OfTurn : JudgePrompt.OfTrace,
            JudgePrompt.Input(criteria, context),
            JudgePrompt.SchemaName,
            ofTurn ? JudgePrompt.TurnSchema : JudgePrompt.TraceSchema)
        {
            ClientRequestId = clientRequestId,
        };
        var asked = new List<Sample>();
        while (asked.Count < samples) asked.Add(await AskAsync(question, ofTurn, cancellationToken));
        return Decide(asked, new GraderResult(graderId, turnIndex, GradeStatus.Error, null, "")
        {
            Samples = samples,
            JudgeModel = model,
            ResolvedModel = asked.Select(sample => sample.Model).FirstOrDefault(name => name.Length > 0) ?? "",
            PromptSha256 = HashOf(question.Instructions, question.Schema, criteria),
            Usage = asked.Aggregate(new TokenUsage(), (sum, sample) => sum.Add(sample.Usage)),
        });
    }

    private async Task<Sample> AskAsync(JudgeQuestion question, bool mayBeNull, CancellationToken cancellationToken)
    {
        var answer = new JudgeAnswer("", "", new TokenUsage());
        try
        {
            answer = await TimeLimit.RunAsync(
                limit,
                time,
                token => judge.AskAsync(question, token),
                exception => new JudgeException(
                    FormattableString.Invariant($"no answer of the judge within {limit.TotalSeconds} s."), exception),
                cancellationToken);
            return new Sample(JudgeVerdict.Parse(answer.Text, mayBeNull), "", answer.Model, answer.Usage);
        }
        catch (JudgeException exception)
        {
            return new Sample(null, exception.Message, answer.Model, answer.Usage);
        }
    }

    /// <summary>Takes the majority over all samples: failed samples make a majority harder to reach, never easier.</summary>
    private static GraderResult Decide(List<Sample> asked, GraderResult result)
    {
        IGrouping<int, Sample>? largest = asked.Where(sample => sample.Verdict is not null)
            .GroupBy(sample => sample.Verdict!.Grade ?? -1)
            .MaxBy(group => group.Count());
        string failure = asked.Select(sample => sample.Failure).FirstOrDefault(text => text.Length > 0) ?? "";
        if (largest is null) return result with { ErrorMessage = failure };
        double agreement = (double)largest.Count() / asked.Count;
        if (2 * largest.Count() <= asked.Count)
        {
            string message = FormattableString.Invariant($"no majority among {asked.Count} samples. {failure}").Trim();
            return result with { Agreement = agreement, ErrorMessage = message };
        }

        JudgeVerdict verdict = largest.First().Verdict!;
        return result with
        {
            Status = verdict.Grade is null ? GradeStatus.NotApplicable : GradeStatus.Graded,
            Grade = verdict.Grade,
            Rationale = verdict.Rationale,
            Agreement = agreement,
            ErrorMessage = failure,
        };
    }

    private static string HashOf(params string[] parts) =>
        FileHash.OfText(string.Join('\n', parts));

    private sealed record Sample(JudgeVerdict? Verdict, string Failure, string Model, TokenUsage Usage);
}
