using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Finds function classes whose services are not registered before the first call would.</summary>
internal static class CompositionCheck
{
    /// <exception cref="FunctionDiscoveryException">A constructor asks for a service that nobody registered.</exception>
    public static void Run(IEnumerable<FunctionEntry> functions, IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        var faults = functions
            .Where(function => !function.Method.IsStatic)
            .Select(function => function.Method.DeclaringType!)
            .Distinct()
            .SelectMany(type => Missing(type, known))
            .ToList();
        if (faults.Count > 0)
        {
            throw new FunctionDiscoveryException(faults);
        }
    }

    // With several constructors the container chooses; whether it finds one is for the call to show.
    private static IEnumerable<string> Missing(Type type, IServiceProviderIsService known)
        => type.GetConstructors() is [var constructor]
            ? constructor.GetParameters()
                .Where(parameter => !parameter.HasDefaultValue && !IsKeyed(parameter) && !known.IsService(parameter.ParameterType))
                .Select(parameter => $"{type.FullName}: constructor parameter '{parameter.Name}' ({parameter.ParameterType.Name}) is not a registered service")
            : [];

    private static bool IsKeyed(ParameterInfo parameter) => parameter.IsDefined(typeof(FromKeyedServicesAttribute));
}
