using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Joins routes to their handlers, with the checks every request passes: token, API version, script of failures.</summary>
internal sealed class EndpointMap(IEndpointRouteBuilder routes, CloudWorld world)
{
    public delegate CloudAnswer Handler(CloudWorld world, CloudFile file, CloudRequest request);

    public void Add(string method, string pattern, string kind, IReadOnlySet<string> versions, Handler handler, bool isMetricsHost = false) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, kind, versions, handler, isMetricsHost));

    private async Task AnswerAsync(HttpContext context, string kind, IReadOnlySet<string> versions, Handler handler, bool isMetricsHost)
    {
        CloudAnswer answer;
        try
        {
            var request = await CloudRequest.ReadAsync(context);
            Tokens.Check(request, isMetricsHost);
            ApiVersions.Check(request, versions);
            AccessRules.Check(world.Options, context.Request.Method, context.Request.Path.Value ?? "", kind);
            var fault = Fault(kind);
            answer = fault is { AfterEffect: false } ? Faulty(fault) : world.Turn(file => handler(world, file, request));
            if (fault is { BreakConnection: true })
            {
                context.Abort();
                return;
            }

            answer = fault is { AfterEffect: true } ? Faulty(fault) : answer;
        }
        catch (ArmException refusal)
        {
            answer = CloudAnswer.Error(refusal.Status, refusal.Code, refusal.Message);
        }

        await AnswerWriter.WriteAsync(context, answer);
    }

    private FaultRule? Fault(string kind)
    {
        var script = world.Options.Faults;
        return script.IsEmpty ? null : script.Decide(kind, world.Turn(file => file.CountRequest(kind)));
    }

    private static CloudAnswer Faulty(FaultRule fault) => CloudAnswer.Error(fault.Status, fault.Code, fault.Message) with
    {
        Headers = fault.RetryAfterSeconds is { } seconds ? [("Retry-After", $"{seconds}")] : [],
    };
}
