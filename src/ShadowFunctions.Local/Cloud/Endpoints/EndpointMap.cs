using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Joins routes to their handlers, with the checks every request passes: token, API version, script of failures.</summary>
internal sealed class EndpointMap(IEndpointRouteBuilder routes, CloudWorld world)
{
    private readonly WriteThrottle _writes = new(world.Options.EnforceWriteThrottle);

    public delegate CloudAnswer Handler(CloudWorld world, CloudFile file, CloudRequest request);

    public void Add(string method, string pattern, string kind, IReadOnlySet<string> versions, Handler handler, bool isMetricsHost = false) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, kind, versions, handler, isMetricsHost));

    private async Task AnswerAsync(HttpContext context, string kind, IReadOnlySet<string> versions, Handler handler, bool isMetricsHost)
    {
        CloudAnswer answer;
        try
        {
            var request = await CloudRequest.ReadAsync(context);
            world.Options.Observer?.Invoke(new ObservedRequest(context.Request.Method, kind, context.Request.Path, request.ClientRequestId, world.Now));
            Tokens.Check(request, isMetricsHost);
            ApiVersions.Check(request, versions);
            AccessRules.Check(world.Options, context.Request.Method, context.Request.Path.Value ?? "", kind);
            var fault = Fault(kind);
            var left = _writes.Take(context.Request.Method, world.Now);
            answer = fault is { AfterEffect: false } ? Faulty(fault) : world.Turn(file => handler(world, file, request));
            if (fault is { BreakConnection: true })
            {
                context.Abort();
                return;
            }

            answer = fault is { AfterEffect: true } ? Faulty(fault) : answer;
            answer = left is null ? answer : answer with { Headers = [.. answer.Headers, (WriteThrottle.Header, $"{left}")] };
        }
        catch (ArmException refusal)
        {
            answer = CloudAnswer.Error(refusal.Status, refusal.Code, refusal.Message);
            answer = refusal.Status == 429 ? answer with { Headers = [("Retry-After", $"{WriteThrottle.RetryAfterSeconds}")] } : answer;
        }

        await AnswerWriter.WriteAsync(context, answer);
    }

    private FaultRule? Fault(string kind)
    {
        var script = world.Options.Faults;
        return script.IsEmpty ? null : script.Decide(kind, world.Turn(file => file.CountRequest(kind)), world.Now);
    }

    private static CloudAnswer Faulty(FaultRule fault)
    {
        var answer = fault.Body is { } body ? new CloudAnswer(fault.Status, JsonNode.Parse(body)) : CloudAnswer.Error(fault.Status, fault.Code, fault.Message);
        IEnumerable<(string, string)> own = fault.Headers.Select(h => (h.Key, h.Value));
        return answer with { Headers = fault.RetryAfterSeconds is { } seconds ? [.. own, ("Retry-After", $"{seconds}")] : [.. own] };
    }
}
