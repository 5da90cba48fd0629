using Microsoft.DurableTask;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Hands the app's orchestrators and activities to the durable engine.</summary>
internal static class DurableFunctions
{
    public static TaskRegistry Register(IEnumerable<FunctionEntry> functions, FunctionInvoker invoker, DataConverter converter)
    {
        var registry = new TaskRegistry();
        foreach (var function in functions)
        {
            switch (function.Kind)
            {
                case TriggerKind.Orchestration:
                    registry.AddOrchestrator(function.Name, context => invoker.InvokeTurnAsync(function, context));
                    break;
                case TriggerKind.Activity:
                    registry.AddActivity(
                        function.Name,
                        async (invocation, stopping) => converter.Serialize(await invoker.InvokeAsync(function, invocation.Input, stopping)));
                    break;
                default:
                    break;
            }
        }

        return registry;
    }
}
