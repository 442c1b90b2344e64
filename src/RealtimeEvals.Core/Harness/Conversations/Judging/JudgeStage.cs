using RealtimeEvals.Audio;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Conversations.Judging;

/// <summary>
/// Has conversations judged, several questions of a run at a time. It needs only what is on disk and never calls the agent.
/// </summary>
internal sealed class JudgeStage(EvalServices services, JudgeOptions settings) : IDisposable
{
    /// <summary>The maximum number of concurrent questions, the same as in the realtime evals of OpenAI's cookbook.</summary>
    private const int Concurrency = 8;

    private readonly JudgePanel _panel = new(
        services.JudgeFor(settings.Target, settings.Terms), settings.Samples, settings.Terms.Patience, services.Time);

    private readonly Lazy<ITranscriber> _transcriber = new(() => services.TranscriberFor(settings.Target, settings.Terms));
    private readonly SemaphoreSlim _room = new(Concurrency);

    public void Dispose() => _room.Dispose();

    /// <summary>
    /// Whether a conversation can be judged. One that was not held, that failed, or in which the caller broke a rule, cannot.
    /// </summary>
    public static bool CanJudge(ConversationResult conversation) =>
        conversation.EndReason is not (EndReason.NotHeld or EndReason.Failed or EndReason.InvalidCaller or EndReason.AgentSilent);

    /// <summary>Asks for all grades that a conversation does not have yet.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="files">The files of the conversation, with its audio.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<ConversationResult> GradeAsync(
        ConversationResult conversation, ConversationFiles files, CancellationToken cancellationToken)
    {
        if (!CanJudge(conversation)) return conversation;
        Grader[] ofTurn = [.. conversation.Settings.TurnGraders.Where(grader => grader.NeedsJudge)];
        Grader[] ofTrace = [.. conversation.Settings.TraceGraders.Where(grader => grader.NeedsJudge)];
        var spending = new CaseSpending(settings.Target.Provider);
        Task<TurnResult[]> turns = Task.WhenAll(conversation.Turns.Select(turn =>
            GradeTurnAsync(conversation, turn, ofTurn, files, spending, cancellationToken)));
        Task<GraderResult[]> trace = Task.WhenAll(Open(ofTrace, conversation.Grades).Select(grader =>
            AskAsync(conversation, grader, 0, _ => Task.FromResult(JudgeBrief.OfTrace(grader, conversation)), spending,
                cancellationToken)));
        await Task.WhenAll(turns, trace);
        ConversationResult judged = conversation with
        {
            Spent = new([.. conversation.Spent, .. spending.All]),
            Turns = new(await turns),
            Grades = Merge(conversation.Grades, await trace, conversation.Settings.TraceGraders),
            IsJudged = true,
        };

        // Grades of the sandbox are no evidence, even if a real service held the conversation.
        return judged.JudgeGrades.Any(grade => grade.ResolvedModel.EndsWith(ServiceTarget.SandboxModelSuffix, StringComparison.Ordinal))
            ? judged with { Provider = ServiceTarget.SandboxProvider }
            : judged;
    }

    private async Task<TurnResult> GradeTurnAsync(
        ConversationResult conversation,
        TurnResult turn,
        Grader[] graders,
        ConversationFiles files,
        CaseSpending spending,
        CancellationToken cancellationToken)
    {
        if (turn.TurnIndex == 0) return turn;
        GraderResult[] grades = await Task.WhenAll(Open(graders, turn.Grades).Select(grader =>
            AskAsync(
                conversation,
                grader,
                turn.TurnIndex,
                token => BriefAsync(conversation, turn, grader, files, spending, token),
                spending,
                cancellationToken)));
        return turn with { Grades = Merge(turn.Grades, grades, conversation.Settings.TurnGraders) };
    }

    private async Task<GraderResult> AskAsync(
        ConversationResult conversation,
        Grader grader,
        int turn,
        Func<CancellationToken, Task<JudgeBrief>> briefing,
        CaseSpending spending,
        CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            string model = grader.Model.Length > 0 ? grader.Model : settings.Model;
            JudgeBrief brief = await briefing(cancellationToken);
            string id = FormattableString.Invariant($"{conversation.RunId}/{conversation.ConversationId}/judge/{grader.Id}/{turn}");
            GraderResult grade =
                await _panel.GradeAsync(grader.Id, turn, model, brief.Criteria, brief.Context, id, cancellationToken);
            spending.Add(RoleCost.Judge, grade.ResolvedModel.Length > 0 ? grade.ResolvedModel : model, grade.Usage);
            return grade;
        }
        catch (Exception exception) when (exception is SpeechException or WavException or IOException or UnauthorizedAccessException)
        {
            return new GraderResult(grader.Id, turn, GradeStatus.Error, null, "") { ErrorMessage = exception.Message };
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<JudgeBrief> BriefAsync(
        ConversationResult conversation,
        TurnResult turn,
        Grader grader,
        ConversationFiles files,
        CaseSpending spending,
        CancellationToken cancellationToken)
    {
        if (!grader.Needs(GraderNeeds.CallerSound | GraderNeeds.AgentSound)) return JudgeBrief.OfTurn(grader, conversation, turn, "");
        string path = grader.Needs(GraderNeeds.CallerSound) ? turn.UserAudioPath : turn.AssistantAudioPath;
        if (path.Length == 0) throw new SpeechException("there is no sound to listen to.");
        string id = FormattableString.Invariant($"{conversation.RunId}/{conversation.ConversationId}/transcribe/{turn.TurnIndex}");
        TimeSpan patience = settings.Terms.Patience;
        byte[] wav = files.Read(path);
        WavAudio audio = WavReader.Read(wav);
        TimeSpan length = audio.Format.DurationOf(audio.Data.Length);
        string heard = await TimeLimit.RunAsync(
            patience,
            services.Time,
            token => _transcriber.Value.TranscribeAsync(
                new TranscriptionRequest(settings.TranscriptionModel, wav) { ClientRequestId = id }, token),
            exception => new SpeechException(FormattableString.Invariant($"no transcript within {patience.TotalSeconds} s."), exception),
            cancellationToken);
        spending.Add(RoleCost.Transcription, settings.TranscriptionModel, new TokenUsage(), length);
        return string.IsNullOrWhiteSpace(heard)
            ? throw new SpeechException("no words were understood in the sound.")
            : JudgeBrief.OfTurn(grader, conversation, turn, heard);
    }

    /// <summary>Returns the graders whose grade is missing or failed.</summary>
    private static IEnumerable<Grader> Open(IEnumerable<Grader> graders, IReadOnlyList<GraderResult> grades) =>
        graders.Where(grader => !grades.Any(grade =>
            grade.GraderId == grader.Id && grade.Status is GradeStatus.Graded or GradeStatus.NotApplicable));

    /// <summary>Replaces old grades by new ones; the result is in the order of the graders.</summary>
    private static ValueList<GraderResult> Merge(
        IReadOnlyList<GraderResult> before, IReadOnlyList<GraderResult> added, IReadOnlyList<Grader> graders) =>
        new(graders
            .Select(grader =>
                added.FirstOrDefault(grade => grade.GraderId == grader.Id)
                ?? before.FirstOrDefault(grade => grade.GraderId == grader.Id))
            .OfType<GraderResult>());
}

/// <summary>How conversations are judged.</summary>
/// <param name="Target">The service.</param>
/// <param name="Model">The judge's model for graders that do not name one.</param>
/// <param name="Samples">How often the judge is asked for each grade.</param>
/// <param name="TranscriptionModel">The model that transcribes the audio for graders that listen.</param>
/// <param name="Terms">The maximum wait for one answer, and the retries.</param>
internal sealed record JudgeOptions(ServiceTarget Target, string Model, int Samples, string TranscriptionModel, RetryTerms Terms);
