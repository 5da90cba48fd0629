using System.Reflection;

namespace ShadowFunctions.Compat.Tests;

/// <summary>Writes types and members in one canonical form, so that shapes of two assemblies can be compared as text.</summary>
internal static class Signature
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            return Of(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsByRef ? "&" : "*");
        }

        var name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    /// <summary>Kind, base type and, for attributes, usage.</summary>
    public static string Declaration(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var derived = type.BaseType is { } parent && !type.IsValueType ? $" : {Of(parent)}" : string.Empty;
        return $"{kind} {Of(type)}{derived}{Usage(type)}{Constraints(type.IsGenericType ? type.GetGenericArguments() : [])}";
    }

    /// <summary>The members that code outside the assembly can see or override, declared on the type itself.</summary>
    public static IEnumerable<string> Members(Type type)
        => type.GetMembers(Declared).SelectMany(Lines);

    /// <summary>The members that a class deriving from the type has to write.</summary>
    public static IEnumerable<string> MustOverride(Type type)
        => type.GetMethods(Declared).Where(method => method.IsAbstract && IsVisible(method)).Select(Line);

    private static IEnumerable<string> Lines(MemberInfo member) => member switch
    {
        MethodInfo method when IsVisible(method) && !IsCompilerMade(method) => [Line(method)],
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic => [$".ctor{Parameters(constructor)}"],
        FieldInfo field when field.IsPublic || field.IsFamily => [Line(field)],
        _ => [],
    };

    private static string Line(FieldInfo field)
        => $"{(field.IsStatic ? "static " : string.Empty)}{Of(field.FieldType)} {field.Name}"
            + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : string.Empty);

    private static string Line(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : string.Empty;
        var modifier = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty;
        return $"{modifier}{Of(method.ReturnType)} {method.Name}{generic}{Parameters(method)}{Constraints(method.GetGenericArguments())}";
    }

    private static string Parameters(MethodBase method)
        => $"({string.Join(", ", method.GetParameters().Select(p => $"{Of(p.ParameterType)} {p.Name}{(p.IsOptional ? "?" : string.Empty)}"))})";

    private static string Constraints(Type[] arguments)
        => string.Concat(arguments
            .Where(argument => argument.IsGenericParameter)
            .Select(argument => (argument, constraints: argument.GetGenericParameterConstraints().Select(Of)
                .Append((argument.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask).ToString())))
            .Select(pair => $" where {pair.argument.Name}: {string.Join(", ", pair.constraints.Order(StringComparer.Ordinal))}"));

    // The usage that holds for the type, which it may inherit.
    private static string Usage(Type type)
    {
        for (var current = type; current?.FullName is not null and not "System.Attribute"; current = current.BaseType)
        {
            if (current.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == nameof(AttributeUsageAttribute)) is { } usage)
            {
                var allowMultiple = usage.NamedArguments.FirstOrDefault(a => a.MemberName == nameof(AttributeUsageAttribute.AllowMultiple));
                return $" usage {usage.ConstructorArguments[0].Value}/{allowMultiple.TypedValue.Value ?? false}";
            }
        }

        return string.Empty;
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsCompilerMade(MethodInfo method)
        => method.Name.Contains('<', StringComparison.Ordinal)
            || method.Name is "PrintMembers" or "Equals" or "GetHashCode" or "ToString" or "get_EqualityContract" or "Deconstruct" or "op_Equality" or "op_Inequality";
}
