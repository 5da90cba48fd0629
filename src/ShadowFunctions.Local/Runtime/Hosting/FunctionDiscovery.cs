using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Finds the <c>[Function]</c> methods of an app by reflection and checks that each can be hosted.</summary>
public static class FunctionDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All functions of <paramref name="assemblies"/>, in name order.</summary>
    /// <param name="assemblies">The assemblies of the app.</param>
    /// <exception cref="FunctionDiscoveryException">A name is used twice or a method has a signature that cannot be hosted.</exception>
    public static IReadOnlyList<FunctionEntry> Find(IEnumerable<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        return Find(assemblies.Distinct().SelectMany(a => a.GetTypes()));
    }

    internal static IReadOnlyList<FunctionEntry> Find(IEnumerable<Type> types)
    {
        var faults = new List<string>();
        var functions = types
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.IsDefined(typeof(FunctionAttribute), inherit: false))
            .Select(method => Inspect(method, faults))
            .OfType<FunctionEntry>()
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();

        faults.AddRange(functions
            .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"the name '{group.Key}' is used by {string.Join(" and ", group.Select(f => FunctionEntry.Describe(f.Method)))}; names must be unique"));

        return faults.Count == 0 ? functions : throw new FunctionDiscoveryException(faults);
    }

    private static FunctionEntry? Inspect(MethodInfo method, List<string> faults)
    {
        var before = faults.Count;
        void Fault(string what) => faults.Add($"{FunctionEntry.Describe(method)}: {what}");

        if (!method.IsPublic || method.DeclaringType is not { IsVisible: true })
        {
            Fault("is not public; the Functions SDK only finds public methods of public classes");
        }

        if (!method.IsStatic && (method.DeclaringType!.IsAbstract || method.DeclaringType.GetConstructors().Length == 0))
        {
            Fault("is not static and its class cannot be constructed; give it a public constructor");
        }

        if (method.IsGenericMethodDefinition || method.DeclaringType!.ContainsGenericParameters)
        {
            Fault("is generic; a function cannot be");
        }

        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(pair => pair.Trigger is not null)
            .ToList();
        if (triggers.Count != 1)
        {
            Fault($"has {triggers.Count} trigger parameters; a function has exactly one");
            return null;
        }

        var (triggerParameter, trigger) = triggers[0];
        if (KindOf(trigger!) is not { } kind)
        {
            Fault($"[{trigger!.GetType().Name}] is not supported; use an HTTP, timer, orchestration or activity trigger");
            return null;
        }

        TriggerRules.Check(method, trigger!, triggerParameter, Fault);
        var arguments = ArgumentBinding.For(method, kind, trigger!, triggerParameter, Fault);
        return faults.Count == before ? new FunctionEntry(name, kind, method, trigger!, arguments) : null;
    }

    private static TriggerKind? KindOf(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => TriggerKind.Http,
        TimerTriggerAttribute => TriggerKind.Timer,
        OrchestrationTriggerAttribute => TriggerKind.Orchestration,
        ActivityTriggerAttribute => TriggerKind.Activity,
        _ => null,
    };
}
