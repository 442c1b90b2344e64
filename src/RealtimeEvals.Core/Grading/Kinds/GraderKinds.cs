using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>The registry of all kinds of graders.</summary>
internal static class GraderKinds
{
    /// <summary>All kinds; the first is the default.</summary>
    public static IReadOnlyList<GraderKind> All { get; } =
    [
        new CriterionGrader(),
        new ToolCallGrader(),
        new ToolCallArgumentsGrader(),
        new RubricGrader(),
        new InstructionFollowingGrader(),
        new AudioTextMismatchGrader(),
        new SpeechThenTextGrader(),
        new ConversationTestGrader(),
    ];

    /// <summary>The name of the kind that no file can ask for, which a harness scores.</summary>
    public static string OfHarness { get; } = All.Single(kind => kind.Type.Length == 0).Name;

    /// <summary>The names of the kinds in simulation files, sorted.</summary>
    public static IEnumerable<string> Types => All.Select(kind => kind.Type).Where(type => type.Length > 0).Order(StringComparer.Ordinal);

    /// <summary>Returns the kind with a name from a file; the first kind for a blank name; null when the name is unknown.</summary>
    public static GraderKind? OfType(string type) =>
        string.IsNullOrWhiteSpace(type) ? All[0] : All.FirstOrDefault(kind => kind.Type == type);

    extension(Grader grader)
    {
        /// <summary>The kind of the grader.</summary>
        /// <exception cref="JsonException">The kind is unknown.</exception>
        public GraderKind How => All.FirstOrDefault(kind => kind.Name == grader.Kind)
            ?? throw new JsonException($"'{grader.Kind}' is no kind of grader");

        /// <summary>Whether the grader asks a model.</summary>
        public bool NeedsJudge => grader.Needs(GraderNeeds.Judge);

        /// <summary>Whether the grader has any of these needs.</summary>
        public bool Needs(GraderNeeds needs) => (grader.How.Needs & needs) != GraderNeeds.None;
    }

    extension(ConversationResult conversation)
    {
        /// <summary>The results of judges for the turns and the whole conversation, including failures.</summary>
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
