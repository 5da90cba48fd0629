using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The named values of the trigger: route values for a request, nothing otherwise.</summary>
internal sealed class LocalBindingContext(HttpContext? http) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } =
        http is null ? new Dictionary<string, object?>() : http.Request.RouteValues.ToDictionary(StringComparer.OrdinalIgnoreCase);
}
