using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Api;

/// <summary>The one place where exceptions of HTTP functions become answers. Other functions' exceptions pass through to the runtime.</summary>
public sealed class ErrorMappingMiddleware(ILogger<ErrorMappingMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var problem = Map(exception.GetBaseException() as ApiException ?? exception);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                logger.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            }

            http.Response.Clear();
            http.Response.StatusCode = problem.Status;
            if (exception is TransientCloudException { RetryAfter: { } wait })
            {
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            await http.Response.WriteAsJsonAsync(problem, ShadowJson.Options, "application/problem+json", http.RequestAborted);
        }
    }

    internal static Problem Map(Exception exception) => exception switch
    {
        ApiException api => new(api.Code, api.Status, api.Message, api.Errors),
        ConcurrencyException => new(
            "Conflict", StatusCodes.Status409Conflict, "Somebody else changed this at the same moment; read it again and repeat the request.", []),
        TransientCloudException transient => new("Unavailable", StatusCodes.Status503ServiceUnavailable, transient.Message, []),
        BadHttpRequestException bad => new("BadRequest", bad.StatusCode, bad.Message, []),
        _ => new("Error", StatusCodes.Status500InternalServerError, "The request failed; the log of this instant says why.", []),
    };
}
