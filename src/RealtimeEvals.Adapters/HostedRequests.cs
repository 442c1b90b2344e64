using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>
/// Sends the requests of hosted evals with plain HTTP: the OpenAI package throws for a 200 where it expects a 201, and repeats requests
/// that create paid runs.
/// </summary>
internal sealed class HostedRequests(RefusalOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = LimitedBodies.CreateClient(LimitedBodies.MaximumJsonBytes);

    public void Dispose() => _http.Dispose();

    public Task<JsonElement> UploadAsync(RefusalDataset dataset, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "files", () =>
        {
            byte[] content = PlainFile.Read(dataset.Path, InputLimits.LinesBytes);
            if (FileHash.Of(content) != dataset.Sha256) throw new TextModelException("the smoke set was changed while it was run.");
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            return new MultipartFormDataContent
            {
                { new StringContent("evals"), "purpose" },
                { file, "file", Path.GetFileName(dataset.Path) },
            };
        }, cancellationToken);

    public Task<JsonElement> PostAsync(string place, JsonObject? body, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            place,
            () => body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            cancellationToken);

    public Task<JsonElement> GetAsync(string place, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, place, static () => null, cancellationToken);

    public Task<JsonElement> DeleteAsync(string place, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, place, static () => null, cancellationToken);

    /// <summary>Sends a request, and repeats it if it was not accepted. A POST that may have created something is not repeated.</summary>
    private async Task<JsonElement> SendAsync(
        HttpMethod method, string place, Func<HttpContent?> content, CancellationToken cancellationToken)
    {
        var waits = new RetryWaits(options.RetryLimit, options.SeedOf(place), time);
        while (true)
        {
            try
            {
                return await SendOnceAsync(method, place, content, cancellationToken);
            }
            catch (TextModelException exception) when (MayPass(exception.InnerException, method))
            {
                if (waits.Next((exception.InnerException as RefusedRequest)?.Asked) is not TimeSpan wait) throw;
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private static bool MayPass(Exception? cause, HttpMethod method) => cause
        is HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests }
        or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        || (method != HttpMethod.Post && cause is not null
            && (cause is RefusedRequest refused ? RestRetryPolicy.MayPass(refused.StatusCode) : RestRetryPolicy.IsBroken(cause)));

    private async Task<JsonElement> SendOnceAsync(
        HttpMethod method, string place, Func<HttpContent?> content, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Limits.Inactivity, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Create(method, place, content());
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token);
            string text = Encoding.UTF8.GetString(body);
            return response.IsSuccessStatusCode ? Parse(text) : throw Refused(place, response, options.Target.Redactor.Redact(text));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            string message = FormattableString.Invariant(
                $"{NameOf(place)} gave no answer within {options.Limits.Inactivity.TotalSeconds} s.");
            throw new TextModelException(message, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            string message = exception is LimitedBodies.TooLargeException
                ? $"{NameOf(place)} sent too much: {exception.Message}"
                : $"{NameOf(place)} could not be reached: {exception.Message}";
            throw new TextModelException(options.Target.Redactor.Redact(message), exception);
        }
    }

    private HttpRequestMessage Create(HttpMethod method, string place, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, AddressOf(place)) { Content = content };
        if (options.Target.Key is { } key)
        {
            if (options.Target.Scheme == AuthenticationScheme.ApiKeyHeader) request.Headers.Add("api-key", key.Reveal());
            else request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        }

        if (options.Organization.Length > 0) request.Headers.Add("OpenAI-Organization", options.Organization);
        if (options.Project.Length > 0) request.Headers.Add("OpenAI-Project", options.Project);
        return request;
    }

    /// <summary>Returns the error for a rejected request. The body must be redacted: truncation could leave half of a secret.</summary>
    private TextModelException Refused(string place, HttpResponseMessage response, string body)
    {
        string said = VisibleText.Start(body);
        string request = response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? ids) ? $" (request {ids.First()})" : "";
        string message = FormattableString.Invariant(
            $"{NameOf(place)} refused: HTTP {(int)response.StatusCode}: {OpenAIFailure.OneLine(said)}{request}");
        TimeSpan? asked = ServerWait.Read(response.Headers, time.GetUtcNow());
        return new TextModelException(options.Target.Redactor.Redact(message), new RefusedRequest(response.StatusCode, asked));
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            JsonElement answer = StrictJson.ParseForeign(text);
            return answer.ValueKind == JsonValueKind.Object
                ? answer
                : throw new TextModelException("the service answered with JSON that is no object.");
        }
        catch (JsonException exception)
        {
            throw new TextModelException("the service answered with something that is no JSON.", exception);
        }
    }

    /// <summary>Returns the address of a resource. The query of the base address is kept in every request.</summary>
    private Uri AddressOf(string place)
    {
        string[] parts = place.Split('?', 2);
        Uri rest = options.Target.Rest!;
        string[] queries = [rest.Query.TrimStart('?'), parts.ElementAtOrDefault(1) ?? ""];
        string query = string.Join('&', queries.Where(part => part.Length > 0));
        return new UriBuilder(rest) { Path = $"{rest.AbsolutePath.TrimEnd('/')}/{parts[0]}", Query = query }.Uri;
    }

    /// <summary>The service rejected a request.</summary>
    private sealed class RefusedRequest(HttpStatusCode status, TimeSpan? asked) : HttpRequestException("refused", null, status)
    {
        /// <summary>The wait that the service asked for; null when it named none.</summary>
        public TimeSpan? Asked { get; } = asked;
    }

    private static string NameOf(string place) => $"the endpoint {place.Split('?')[0]}";
}
