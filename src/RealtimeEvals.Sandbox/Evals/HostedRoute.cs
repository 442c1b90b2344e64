using System.Net;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Rest;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>Serves <c>/v1/files</c> and <c>/v1/evals</c>: hosted evaluations.</summary>
internal sealed class HostedRoute(EvalStore store, RowAnswerer answerer, FaultPlan faults, TimeProvider time)
{
    private const int MaximumBodyBytes = 64 * 1024 * 1024;

    /// <summary>Whether a path begins like one of this route.</summary>
    public static bool Takes(string path) => path.Split('/') is ["", "v1", "files" or "evals", ..];

    public async Task ServeAsync(HttpListenerContext context, string path, CancellationToken cancellationToken)
    {
        string[] steps = path.Split('/')[2..];
        if (StageOf(context.Request.HttpMethod, steps) is not string stage)
        {
            await HttpReply.UnknownPathAsync(context, cancellationToken);
            return;
        }

        SandboxFault? fault = faults.TakeWhere(
            stage,
            one => !HostedStage.IsOutcome(one.Value) && (one.CaseId.Length > 0 || stage == HostedStage.Poll),
            FaultKind.Hosted);
        if (await HttpFault.PlayAsync(context, fault, "Nothing was done (injected).", time, cancellationToken)) return;
        try
        {
            JsonObject answer = await AnswerAsync(context.Request, steps, cancellationToken);
            HttpStatusCode status = stage is HostedStage.Eval or HostedStage.Run ? HttpStatusCode.Created : HttpStatusCode.OK;
            await HttpReply.JsonAsync(context, status, answer, cancellationToken);
        }
        catch (ProtocolException exception)
        {
            await HttpReply.RefusalAsync(context, exception, cancellationToken);
        }
    }

    private static string? StageOf(string method, string[] steps) => (method, steps) switch
    {
        ("POST", ["files"]) => HostedStage.Upload,
        ("POST", ["evals"]) => HostedStage.Eval,
        ("POST", ["evals", _, "runs"]) => HostedStage.Run,
        ("GET", ["evals", _, "runs", _]) => HostedStage.Poll,
        ("GET", ["evals", _, "runs", _, "output_items"]) => HostedStage.Items,
        ("POST", ["evals", _, "runs", _] or ["evals", _, "runs", _, "cancel"]) => HostedStage.Cancel,
        ("DELETE", ["files", _] or ["evals", _] or ["evals", _, "runs", _]) => HostedStage.Delete,
        _ => null,
    };

    private async Task<JsonObject> AnswerAsync(HttpListenerRequest request, string[] steps, CancellationToken cancellationToken)
    {
        switch (request.HttpMethod, steps)
        {
            case (_, ["files"]):
                return store.Add(await FileRequest.ReadAsync(request, cancellationToken)).Describe();
            case (_, ["evals"]):
                EvalRequest wanted = await RequestBody.ReadJsonAsync(request, MaximumBodyBytes, EvalRequest.Read, cancellationToken);
                return store.Add(wanted).Describe();
            case (_, ["evals", string evalId, "runs"]):
                return await RunAsync(request, store.Eval(evalId), cancellationToken);
            case ("DELETE", ["files", string id]):
                store.DeleteFile(id);
                return new JsonObject { ["id"] = id, ["object"] = "file", ["deleted"] = true };
            case ("DELETE", ["evals", string id]):
                store.DeleteEval(id);
                return new JsonObject { ["object"] = "eval.deleted", ["deleted"] = true, ["eval_id"] = id };
            case ("DELETE", ["evals", string evalId, "runs", string id]):
                store.DeleteRun(evalId, id);
                return new JsonObject { ["object"] = "eval.run.deleted", ["deleted"] = true, ["run_id"] = id };
            case (_, ["evals", string evalId, "runs", string id, "output_items"]):
                return OutputItemPage.Describe(store.Run(evalId, id), store.Eval(evalId), request.QueryString);
            default:
                StoredEvalRun run = store.Run(steps[1], steps[3]);
                EvalRunState state = request.HttpMethod == "GET" ? run.Poll(TakeOutcome) : run.Cancel();
                return RunObject.Describe(run, state, store.Eval(steps[1]), request.UserHostName);
        }
    }

    private async Task<JsonObject> RunAsync(HttpListenerRequest request, StoredEval eval, CancellationToken cancellationToken)
    {
        RunRequest wanted = await RequestBody.ReadJsonAsync(
            request,
            MaximumBodyBytes,
            json => RunRequest.Read(json, eval.Schema, id => store.File(id).Items),
            cancellationToken);
        StoredEvalRun run = store.Add(eval, wanted, answerer.Answer(wanted, eval.Checks, request.Headers["X-Client-Request-Id"] ?? ""));
        return RunObject.Describe(run, run.State, eval, request.UserHostName);
    }

    private SandboxFault? TakeOutcome() =>
        faults.TakeWhere(HostedStage.Poll, static one => HostedStage.IsOutcome(one.Value), FaultKind.Hosted);
}
