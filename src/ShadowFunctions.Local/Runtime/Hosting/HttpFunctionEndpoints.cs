using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Serves HTTP functions with the answers of a Functions host.</summary>
internal sealed class HttpFunctionEndpoints(
    FunctionInvoker invoker, WorkTracker work, FunctionKeys? keys, ILogger<HttpFunctionEndpoints> logger)
{
    /// <summary>A Functions host does not know the route at all when the verb is not listed: 404, where ASP.NET Core says 405.</summary>
    public static async Task WrongVerbIsNotFoundAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && http.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>() is null)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public void Map(IEndpointRouteBuilder routes, HttpFunction function)
    {
        var endpoint = function.Methods.Count == 0
            ? routes.Map(function.Route, (RequestDelegate)(http => ServeAsync(function, http)))
            : routes.MapMethods(function.Route, function.Methods, (RequestDelegate)(http => ServeAsync(function, http)));
        endpoint.WithMetadata(function).WithDisplayName(function.Function.Name);
    }

    private async Task ServeAsync(HttpFunction function, HttpContext http)
    {
        if (keys is not null && !keys.Accepts(http.Request, function.AuthLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // The clock stands still until the answer begins; one that goes on for long, a stream, must not stop time for everyone.
        using var underWay = work.Begin();
        http.Response.OnStarting(
            static state =>
            {
                ((IDisposable)state).Dispose();
                return Task.CompletedTask;
            },
            underWay);
        try
        {
            await HttpResult.WriteAsync(http, await invoker.InvokeAsync(function.Function, http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            logger.LogDebug("{Function}: the caller went away.", function.Function.Name);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            // The worker's answer to an exception that no middleware mapped: 500 without a body. Once a body is on its way only breaking the connection is honest.
            logger.LogError(error, "{Function} failed on {Method} {Path}.", function.Function.Name, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
