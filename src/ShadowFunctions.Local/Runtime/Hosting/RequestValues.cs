using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Reads arguments out of an HTTP request.</summary>
internal static class RequestValues
{
    /// <summary>Whether a route value can become <paramref name="type"/>.</summary>
    public static bool IsSupported(Type type)
        => type == typeof(string) || TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    /// <exception cref="FormatException">The value is not of the parameter's type; a route constraint would have answered 404.</exception>
    public static object? RouteValue(LocalFunctionContext context, ParameterInfo parameter)
    {
        if (context.RequireHttp().Request.RouteValues.GetValueOrDefault(parameter.Name!) is not string text)
        {
            return parameter.HasDefaultValue ? parameter.DefaultValue : null;
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(string))
        {
            return text;
        }

        // A time without an offset is UTC in this product; the type's own converter would take the machine's zone.
        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"Route value '{parameter.Name}' is '{text}'; it must be a {type.Name}.", error);
        }
    }

    public static async ValueTask<object?> BodyAsync(LocalFunctionContext context, Type type)
        => await context.RequireHttp().Request.ReadFromJsonAsync(type, context.CancellationToken);
}
