using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Decides once, at discovery, where each argument of a function comes from.</summary>
internal static class ArgumentBinding
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    public static IReadOnlyList<ArgumentSource> For(
        MethodInfo method, TriggerKind kind, TriggerBindingAttribute trigger, ParameterInfo triggerParameter, Action<string> fault)
    {
        var route = (trigger as HttpTriggerAttribute)?.Route;

        // By position: reflection may hand out another object for the same parameter while a second host looks at the method.
        return [.. method.GetParameters().Select(parameter => parameter.Position == triggerParameter.Position
            ? FromTrigger(kind, parameter)
            : FromContext(kind, parameter) ?? FromKind(kind, route, parameter) ?? Unknown(kind, parameter, fault))];
    }

    private static ArgumentSource FromTrigger(TriggerKind kind, ParameterInfo parameter) => kind switch
    {
        TriggerKind.Http => context => new(context.RequireHttp().Request),
        TriggerKind.Activity => context => new(Deserialize(context, parameter)),
        _ => context => new(context.Trigger),
    };

    private static ArgumentSource? FromContext(TriggerKind kind, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context => new(context);
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context => new(context.CancellationToken);
        }

        // An orchestrator that holds a client could do I/O outside its history, so none is offered there.
        return parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient) && kind != TriggerKind.Orchestration
            ? context => new(context.InstanceServices.GetRequiredService<DurableTaskClient>())
            : null;
    }

    private static ArgumentSource? FromKind(TriggerKind kind, string? route, ParameterInfo parameter) => kind switch
    {
        TriggerKind.Http when parameter.IsDefined(typeof(FromBodyAttribute)) => context => RequestValues.BodyAsync(context, parameter.ParameterType),
        TriggerKind.Http when IsRouteValue(route, parameter) => context => new(RequestValues.RouteValue(context, parameter)),
        TriggerKind.Orchestration when !parameter.IsDefined(typeof(BindingAttribute)) => OrchestrationInput(parameter.ParameterType),
        _ => null,
    };

    private static bool IsRouteValue(string? route, ParameterInfo parameter)
        => route is not null
            && RequestValues.IsSupported(parameter.ParameterType)
            && RoutePatternFactory.Parse(route).GetParameter(parameter.Name!) is not null;

    private static ArgumentSource OrchestrationInput(Type type)
    {
        var getInput = GetInput.MakeGenericMethod(type);
        return context => new(getInput.Invoke(context.Trigger, BindingFlags.DoNotWrapExceptions, null, null, null));
    }

    private static object? Deserialize(LocalFunctionContext context, ParameterInfo parameter)
        => context.InstanceServices.GetRequiredService<DataConverter>().Deserialize(context.Trigger as string, parameter.ParameterType)
            ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);

    private static ArgumentSource Unknown(TriggerKind kind, ParameterInfo parameter, Action<string> fault)
    {
        fault(kind == TriggerKind.Http
            ? $"parameter '{parameter.Name}' ({parameter.ParameterType.Name}) is neither in the route nor [FromBody], [DurableClient] DurableTaskClient, FunctionContext or CancellationToken; take services through the constructor"
            : $"parameter '{parameter.Name}' ({parameter.ParameterType.Name}) cannot be bound; beside the trigger a function may take [DurableClient] DurableTaskClient, FunctionContext and CancellationToken");
        return static _ => new((object?)null);
    }
}
