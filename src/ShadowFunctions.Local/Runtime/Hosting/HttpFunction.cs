using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>A function behind a route of this host.</summary>
internal sealed record HttpFunction(FunctionEntry Function, string Route, IReadOnlyList<string> Methods, AuthorizationLevel AuthLevel)
{
    public static HttpFunction From(FunctionEntry function, HostJson host)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        return new(
            function,
            host.RouteOf(trigger.Route, function.Name),
            [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())],
            trigger.AuthLevel);
    }

    public FunctionListingEntry ToListing()
        => new(Function.Name, TriggerKind.Http, Methods, Route, AuthLevel.ToString());
}
