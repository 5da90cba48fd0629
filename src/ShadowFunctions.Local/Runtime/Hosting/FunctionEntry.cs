using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>One <c>[Function]</c> method with everything a host needs to call it.</summary>
public sealed class FunctionEntry
{
    internal FunctionEntry(
        string name, TriggerKind kind, MethodInfo method, TriggerBindingAttribute trigger, IReadOnlyList<ArgumentSource> arguments)
    {
        Name = name;
        Kind = kind;
        Method = method;
        Trigger = trigger;
        Arguments = arguments;
        Call = MethodInvoker.Create(method);
        Create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
    }

    /// <summary>The name in <c>[Function("…")]</c>; unique in the app, compared without case.</summary>
    public string Name { get; }

    /// <summary>What starts the function.</summary>
    public TriggerKind Kind { get; }

    /// <summary>The method that carries the attribute.</summary>
    public MethodInfo Method { get; }

    /// <summary>The trigger attribute of the method's trigger parameter.</summary>
    public TriggerBindingAttribute Trigger { get; }

    internal IReadOnlyList<ArgumentSource> Arguments { get; }

    internal MethodInvoker Call { get; }

    /// <summary>Makes the function's class from services; null for a static method.</summary>
    internal ObjectFactory? Create { get; }

    internal static string Describe(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
