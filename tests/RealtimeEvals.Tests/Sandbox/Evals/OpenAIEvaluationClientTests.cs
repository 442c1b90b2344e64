using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Evals;
using OpenAI.Files;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Evals;

/// <summary>The official client's own requests, from the upload to the clean-up.</summary>
public sealed class OpenAIEvaluationClientTests
{
    [Fact(Timeout = 300_000)]
    public async Task Official_client_evaluates_the_shipped_rows_and_leaves_nothing_behind()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        var client = new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = sandbox.Target.Rest });
        EvaluationClient evals = client.GetEvaluationClient();
        OpenAIFileClient files = client.GetOpenAIFileClient();

        await using FileStream rows = File.OpenRead(RefusalRows.Path);
        OpenAIFile file = await files.UploadFileAsync(
            rows, "refusal_smoke.jsonl", FileUploadPurpose.Evaluations, TestContext.Current.CancellationToken);
        string eval = IdOf(await evals.CreateEvaluationAsync(Body(HostedEval.Eval)));
        string run = IdOf(await evals.CreateEvaluationRunAsync(eval, Body(HostedEval.Run($$"""{"type":"file_id","id":"{{file.Id}}"}"""))));
        await evals.GetEvaluationRunAsync(eval, run, null);
        await evals.GetEvaluationRunAsync(eval, run, null);
        JsonElement ended = Json(await evals.GetEvaluationRunAsync(eval, run, null));
        JsonElement items = Json(
            await evals.GetEvaluationRunOutputItemsAsync(
                eval, run, limit: 100, order: "asc", after: null, outputItemStatus: "pass", options: null));
        await evals.CancelEvaluationRunAsync(eval, run, null);
        await evals.DeleteEvaluationRunAsync(eval, run, null);
        await evals.DeleteEvaluationAsync(eval, null);
        FileDeletionResult deletion = await files.DeleteFileAsync(file.Id, TestContext.Current.CancellationToken);

        Assert.Equal((RefusalRows.All.Count, 0, 0, RefusalRows.All.Count), HostedEval.CountsOf(ended));
        Assert.Equal(RefusalRows.All.Count, items.GetProperty("data").GetArrayLength());
        Assert.Equal(("refusal_smoke.jsonl", FilePurpose.Evaluations, true), (file.Filename, file.Purpose, deletion.Deleted));
        Assert.Empty(sandbox.StoredIds);
    }

    private static BinaryContent Body(string json) => BinaryContent.Create(BinaryData.FromString(json));

    private static JsonElement Json(ClientResult result) => Given.Json(result.GetRawResponse().Content.ToString());

    private static string IdOf(ClientResult result) => Json(result).GetProperty("id").GetString()!;
}
