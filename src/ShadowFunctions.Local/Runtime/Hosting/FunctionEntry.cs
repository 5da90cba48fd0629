using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

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

    internal static string Describe(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
