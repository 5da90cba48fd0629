using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ShadowFunctions.Telemetry;

/// <summary>
/// One span per function, below the host's own, so that the SDK's requests to ARM, storage and databases hang under the step that made them.
/// Orchestrators are left out: they replay, and the durable extension traces them itself.
/// </summary>
internal sealed class SpanMiddleware : IFunctionsWorkerMiddleware
{
    private const string OrchestratorSuffix = "Orchestrator";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var name = context.FunctionDefinition.Name;
        if (name.EndsWith(OrchestratorSuffix, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out var parent);
        using var span = ShadowTelemetry.Spans.StartActivity(name, ActivityKind.Internal, parent);
        span?.SetTag("faas.name", name);
        span?.SetTag("faas.invocation_id", context.InvocationId);
        try
        {
            await next(context);
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            span?.SetTag("error.type", error.GetType().FullName);
            throw;
        }
    }
}
