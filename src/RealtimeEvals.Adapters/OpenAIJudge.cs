using System.ClientModel;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI.Responses;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>The judge on the Responses endpoint, by the OpenAI package.</summary>
internal sealed class OpenAIJudge(ServiceTarget target, RetryTerms terms, TimeProvider time) : IJudge
{
    private const string Endpoint = "the Responses endpoint";

    private readonly ResponsesClient _client = OpenAIConnection.Open(target, terms, time).GetResponsesClient();

    public async Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken)
    {
        // Without an address the package would ask OpenAI, with the key of another service.
        if (target.Rest is null) throw new JudgeException($"the address of {Endpoint} cannot be told from {target.Realtime.GetLeftPart(UriPartial.Path)}");
        var format = new { type = "json_schema", name = question.SchemaName, schema = JsonNode.Parse(question.Schema), strict = true };
        using var body = BinaryContent.CreateJson(new { model = question.Model, instructions = question.Instructions, input = question.Input, text = new { format }, store = false });
        OpenAIResponse response = await AskAsync(body, question.ClientRequestId, cancellationToken);
        return response.Doubt is string doubt ? throw new JudgeException(doubt) : new JudgeAnswer(WithoutKey(response.Text), response.Model ?? "", response.TextUsage);
    }

    /// <summary>The answer is JSON inside JSON, where a key may be escaped once more.</summary>
    private string WithoutKey(string answer) => target.Key is { } key ? Encoding.UTF8.GetString(key.RedactJson(Encoding.UTF8.GetBytes(answer)).Span) : answer;

    private async Task<OpenAIResponse> AskAsync(BinaryContent body, string clientRequestId, CancellationToken cancellationToken)
    {
        try
        {
            ClientResult result = await _client.CreateResponseAsync(body, OpenAIConnection.Request(clientRequestId, cancellationToken));
            ReadOnlyMemory<byte> content = result.GetRawResponse().Content.ToMemory();

            // A service may echo the key; nothing behind this line ever sees it.
            return OpenAIResponse.Read(BinaryData.FromBytes(target.Key?.RedactJson(content) ?? content));
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new JudgeException(OpenAIFailure.Describe(exception, Endpoint, target), exception);
        }
    }
}
