using System.Text.Json;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>All kinds of graders.</summary>
internal static class GraderKinds
{
    /// <summary>The kinds; the first is that of a grader whose file names none.</summary>
    public static IReadOnlyList<GraderKind> All { get; } =
    [
        new CriterionGrader(),
        new ToolCallGrader(),
        new ToolCallArgumentsGrader(),
        new RubricGrader(),
        new InstructionFollowingGrader(),
        new AudioTextMismatchGrader(),
        new SpeechThenTextGrader(),
    ];

    /// <summary>The kinds as files call them, in order.</summary>
    public static IEnumerable<string> Types => All.Select(kind => kind.Type).Order(StringComparer.Ordinal);

    /// <summary>The kind that a file names; the first for a blank. Null when there is none.</summary>
    public static GraderKind? OfType(string type) =>
        string.IsNullOrWhiteSpace(type) ? All[0] : All.FirstOrDefault(kind => kind.Type == type);

    extension(Grader grader)
    {
        /// <summary>The kind of a grader.</summary>
        /// <exception cref="JsonException">There is no such kind.</exception>
        public GraderKind How => All.FirstOrDefault(kind => kind.Name == grader.Kind)
            ?? throw new JsonException($"'{grader.Kind}' is no kind of grader");

        /// <summary>Whether a model is asked.</summary>
        public bool NeedsJudge => grader.Needs(GraderNeeds.Judge);

        /// <summary>Whether it must be given one of these.</summary>
        public bool Needs(GraderNeeds needs) => (grader.How.Needs & needs) != GraderNeeds.None;
    }

    extension(ConversationResult conversation)
    {
        /// <summary>What judges said, of turns and of the whole; those that failed too.</summary>
        public IEnumerable<GraderResult> JudgeGrades
        {
            get
            {
                IEnumerable<Grader> graders = conversation.Settings.TurnGraders.Concat(conversation.Settings.TraceGraders);
                HashSet<string> judges = [.. graders.Where(grader => grader.NeedsJudge).Select(grader => grader.Id)];
                IEnumerable<GraderResult> grades = conversation.Grades.Concat(conversation.Turns.SelectMany(turn => turn.Grades));
                return grades.Where(grade => judges.Contains(grade.GraderId));
            }
        }
    }
}
