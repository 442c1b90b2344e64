using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>
/// Reads a model's answer about the questions of an interview, and holds it against the transcript. Nothing in it is repaired: what does
/// not hold is a problem, and an answer with a problem counts for nothing.
/// </summary>
/// <param name="questions">The questions that were asked about.</param>
/// <param name="turns">The turns of the interview.</param>
internal sealed class QuestionAnswer(IReadOnlyList<PromptQuestion> questions, IReadOnlyList<SpokenTurn> turns)
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    private readonly List<string> _problems = [];

    /// <summary>What does not hold, in words; empty when all does.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads an answer.</summary>
    /// <returns>What became of each question, in the order of the prompt; only with no problem is it to be used.</returns>
    public IReadOnlyList<QuestionFinding> Read(string answer)
    {
        Item[] items = Parse(answer);
        if (_problems.Count > 0) return [];
        foreach (string id in items.Select(item => item.Id).Except(questions.Select(question => question.Id), StringComparer.Ordinal))
        {
            _problems.Add($"it names a question '{VisibleText.Start(id, 40)}', which there is not");
        }

        foreach (PromptQuestion question in questions)
        {
            Item[] own = [.. items.Where(item => item.Id == question.Id)];
            if (own.Length == 1) Check(own[0]);
            else _problems.Add($"it has the question {question.Id} {(own.Length == 0 ? "not at all" : "more than once")}");
        }

        if (_problems.Count == 0) CheckOrder(items);
        return _problems.Count > 0 ? [] : QuestionOrder.Judge([.. questions.Select(question => Find(question, items))]);
    }

    private Item[] Parse(string answer)
    {
        try
        {
            Answer? read = StrictJson.ParseForeign(answer).Deserialize<Answer>(Options);
            return [.. (read?.Questions ?? throw new JsonException("null")).Select(item => item ?? throw new JsonException("null"))];
        }
        catch (JsonException)
        {
            _problems.Add($"it is not of the form that was asked for: {VisibleText.Start(answer)}");
            return [];
        }
    }

    private void Check(Item item)
    {
        int before = _problems.Count;
        if (item.Asked) CheckAsked(item);
        else if (item.Turns.Count > 0 || item.OrderPosition is not null || item.RecallAttempts != 0) Report("was not asked, and has turns");
        if (item.Answered && !item.Asked) Report("was answered, and not asked");
        if (item.Answered == string.IsNullOrWhiteSpace(item.Answer)) Report("was answered without an answer, or has one without that");
        if (_problems.Count == before && item.Answered && !item.Turns.Any(turn => !IsAgent(turn)))
        {
            Report("was answered in no turn of the participant");
        }

        void Report(string what) => _problems.Add($"question {item.Id} {what}");
    }

    private void CheckAsked(Item item)
    {
        int[] nowhere = [.. item.Turns.Where(turn => turn < 1 || turn > turns.Count)];
        if (nowhere.Length > 0)
        {
            _problems.Add(FormattableString.Invariant($"question {item.Id} names the turn {nowhere[0]} of {turns.Count}"));
        }
        else if (item.Turns.Count == 0 || !IsAgent(item.Turns[0]))
        {
            _problems.Add($"question {item.Id} was asked in no turn of the agent, or answered before it");
        }
        else if (!item.Turns.SequenceEqual(item.Turns.Distinct().Order()))
        {
            _problems.Add($"question {item.Id} has its turns out of their order");
        }
        else if (item.Turns.Count(IsAgent) is int told && told != item.RecallAttempts)
        {
            _problems.Add(FormattableString.Invariant(
                $"question {item.Id} has {item.RecallAttempts} attempts in {told} turns of the agent"));
        }
    }

    private void CheckOrder(Item[] items)
    {
        Item[] asked = [.. items.Where(item => item.Asked).OrderBy(item => item.OrderPosition)];
        bool isCounted = asked.Index().All(one => one.Item.OrderPosition == one.Index + 1);
        int[] first = [.. asked.Select(item => item.Turns[0])];
        if (!isCounted) _problems.Add("the places of the questions asked do not count from 1 without gaps");
        else if (!first.SequenceEqual(first.Order())) _problems.Add("the places of the questions contradict their turns");
    }

    private bool IsAgent(int turn) => turns[turn - 1].Speaker == Speaker.Agent;

    private static QuestionFinding Find(PromptQuestion question, Item[] items)
    {
        Item item = items.Single(one => one.Id == question.Id);
        return new QuestionFinding
        {
            Id = question.Id,
            Text = question.Text,
            Asked = item.Asked,
            Answered = item.Answered,
            ExpectedPosition = question.Number,
            ActualPosition = item.OrderPosition,
            Attempts = item.RecallAttempts,
            Answer = item.Answer.Trim(),
            Turns = new(item.Turns),
        };
    }

    /// <summary>The answer as it is asked for.</summary>
    internal sealed record Answer(IReadOnlyList<Item?> Questions);

    /// <summary>One question in the answer.</summary>
    internal sealed record Item(
        string Id, bool Asked, bool Answered, int? OrderPosition, int RecallAttempts, string Answer, IReadOnlyList<int> Turns);
}
