using System.ClientModel;
using OpenAI.Responses;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>A judge on the Responses endpoint, called with the OpenAI package.</summary>
internal sealed class OpenAIJudge(ServiceTarget target, RetryTerms terms, TimeProvider time) : IJudge
{
    private const string Endpoint = "the Responses endpoint";

    private readonly ResponsesClient _client = OpenAIConnection.Open(target, terms, time).GetResponsesClient();

    public async Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken)
    {
        // Without an address the package would call OpenAI, with the key of another service.
        if (target.Rest is null) throw new JudgeException($"the address of {Endpoint} cannot be told from {target.ShownRealtime}");
        using var body = BinaryContent.CreateJson(new
        {
            model = question.Model,
            instructions = question.Instructions,
            input = question.Input,
            text = StrictFormat.Responses(question.SchemaName, question.Schema),
            store = false,
        });
        OpenAIResponse response = await AskAsync(body, question.ClientRequestId, cancellationToken);
        return response.Doubt is string doubt
            ? throw new JudgeException(doubt)
            : new JudgeAnswer(response.Text, response.Model ?? "", response.TextUsage);
    }

    private async Task<OpenAIResponse> AskAsync(BinaryContent body, string clientRequestId, CancellationToken cancellationToken)
    {
        try
        {
            ClientResult result = await _client.CreateResponseAsync(body, OpenAIConnection.Request(clientRequestId, cancellationToken));
            return OpenAIResponse.Read(result.GetRawResponse().Content);
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new JudgeException(OpenAIFailure.Describe(exception, Endpoint, target), exception);
        }
    }
}
