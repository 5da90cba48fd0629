using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>What a trigger demands of its parameter and of its own settings.</summary>
internal static class TriggerRules
{
    public static void Check(MethodInfo method, TriggerBindingAttribute trigger, ParameterInfo parameter, Action<string> fault)
    {
        switch (trigger)
        {
            case HttpTriggerAttribute http:
                DemandType(parameter, typeof(HttpRequest), fault);
                CheckRoute(http.Route, fault);
                break;
            case TimerTriggerAttribute timer:
                DemandType(parameter, typeof(TimerInfo), fault);
                DemandNoResult(method, fault);
                if (timer.RunOnStartup)
                {
                    // A start after a crash would add a tick that an undisturbed run does not have.
                    fault("RunOnStartup is not supported here; remove it and start the work over HTTP");
                }

                break;
            case OrchestrationTriggerAttribute:
                DemandType(parameter, typeof(TaskOrchestrationContext), fault);
                break;
            default:
                break;
        }
    }

    private static void DemandType(ParameterInfo parameter, Type type, Action<string> fault)
    {
        if (parameter.ParameterType != type)
        {
            fault($"trigger parameter '{parameter.Name}' is {parameter.ParameterType.Name}; it must be {type.Name}");
        }
    }

    private static void DemandNoResult(MethodInfo method, Action<string> fault)
    {
        if (method.ReturnType != typeof(void) && method.ReturnType != typeof(Task) && method.ReturnType != typeof(ValueTask))
        {
            fault($"returns {method.ReturnType.Name}; a timer function returns void, Task or ValueTask");
        }
    }

    private static void CheckRoute(string? route, Action<string> fault)
    {
        try
        {
            RoutePatternFactory.Parse(route ?? string.Empty);
        }
        catch (RoutePatternException error)
        {
            fault($"route '{route}' is not a route template: {error.Message}");
        }
    }
}
