using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>What the local host answers: the app's HTTP functions, the list of all functions and the durable management routes.</summary>
internal static class LocalHostRoutes
{
    public static void Map(WebApplication web, LocalHostOptions options)
    {
        var catalog = web.Services.GetRequiredService<FunctionCatalog>();
        var keys = options.RequireKeys ? FunctionKeys.Open(options.StateDirectory) : null;
        var endpoints = new HttpFunctionEndpoints(
            web.Services.GetRequiredService<FunctionInvoker>(),
            web.Services.GetRequiredService<DurableEngine>().Work,
            keys,
            web.Services.GetRequiredService<ILogger<HttpFunctionEndpoints>>());

        web.Use(HttpFunctionEndpoints.WrongVerbIsNotFoundAsync);
        if (keys is not null)
        {
            web.Use((http, next) => GuardManagementAsync(http, next, keys));
        }

        foreach (var function in catalog.Http)
        {
            endpoints.Map(web, function);
        }

        web.MapGet("/admin/functions", () => Results.Json(catalog.Listing.Functions, JsonDataConverter.DefaultOptions));
        web.MapDurableManagement();
    }

    private static Task GuardManagementAsync(HttpContext http, RequestDelegate next, FunctionKeys keys)
    {
        var isManagement = http.Request.Path.StartsWithSegments("/admin") || http.Request.Path.StartsWithSegments("/runtime");
        if (!isManagement || keys.Accepts(http.Request, AuthorizationLevel.Admin))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
