using System.Text;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Writes answers.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, CloudAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers["x-ms-request-id"] = context.TraceIdentifier;
        if (answer.Status >= 400 && answer.Body?["error"]?["code"] is { } code)
        {
            context.Response.Headers["x-ms-error-code"] = code.GetValue<string>();
        }

        if (answer.Stream is not null || answer.Body is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
        }

        if (answer.Stream is not null)
        {
            await answer.Stream(context.Response.Body, context.RequestAborted);
        }
        else if (answer.Body is not null)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body.ToJsonString()), context.RequestAborted);
        }
    }
}
