using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Turns what an HTTP function returned into the response.</summary>
internal static class HttpResult
{
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        // Nothing returned: the function, or a middleware around it, wrote the response itself.
        null => Task.CompletedTask,
        IResult typed => typed.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
    };
}
