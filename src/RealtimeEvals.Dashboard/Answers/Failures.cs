using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Adapters;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Answers;

/// <summary>
/// Turns whatever goes wrong into one answer with the right status code: JSON for programs, a page for people, never a stack.
/// </summary>
/// <param name="warn">Takes what was not foreseen, for whoever started the dashboard.</param>
internal sealed class Failures(Action<string> warn)
{
    private const string Unforeseen = "Something went wrong here. It was written to the error output of the dashboard.";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await TellAsync(context, exception);
        }
        catch (Exception exception)
        {
            if (exception is not (IOException or OperationCanceledException)) warn($"{context.Request.Path}: {exception.GetType().Name}");
            context.Abort();
        }
    }

    private Task TellAsync(HttpContext context, Exception exception)
    {
        string? challenge = context.Response.Headers.WWWAuthenticate;
        foreach (string header in new[] { "Content-Length", "Content-Type", "ETag" }) context.Response.Headers.Remove(header);
        if (challenge is not null) context.Response.Headers.WWWAuthenticate = challenge;
        switch (exception)
        {
            case RefusedException refused:
                return FailureAnswer.WriteAsync(context, refused.Status, refused.Message, "");
            case EvalException known when known.Kind != ErrorKind.Unexpected:
                return FailureAnswer.WriteAsync(context, StatusOf(known), known);
            case BadHttpRequestException bad:
                return FailureAnswer.WriteAsync(context, bad.StatusCode, ReasonOf(bad.StatusCode), "");
            case JsonException or InvalidDataException:
                return FailureAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "The body of the request cannot be read.", "");
            default:
                warn($"{context.Request.Method} {context.Request.Path}: {exception}");
                return FailureAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, Unforeseen, "");
        }
    }

    private static string ReasonOf(int status) => status == StatusCodes.Status413PayloadTooLarge
        ? "The body of the request is larger than 50 MB."
        : "The request cannot be read.";

    private static int StatusOf(EvalException exception) => exception.ErrorId switch
    {
        nameof(EvalErrors.RunNotListed) or nameof(EvalErrors.RunNotFound) or nameof(EvalErrors.BenchmarkRunNotFound)
            or nameof(EvalErrors.PromptNotFound) or nameof(EvalErrors.CaseNotFound) => StatusCodes.Status404NotFound,
        nameof(EvalErrors.RunExists) or nameof(EvalErrors.RunInUse) or nameof(EvalErrors.BenchmarkRunExists)
            or nameof(EvalErrors.ResumeMismatch) => StatusCodes.Status409Conflict,
        _ when AdapterServices.IsDiskFull(exception) => StatusCodes.Status507InsufficientStorage,
        _ => exception.Kind switch
        {
            ErrorKind.Usage or ErrorKind.Data or ErrorKind.Gate => StatusCodes.Status400BadRequest,
            ErrorKind.Connection => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status503ServiceUnavailable,
        },
    };
}
