using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>How durable payloads are written: the app's own options when it configures them, else web defaults with enums as text.</summary>
internal sealed record PayloadJson(JsonSerializerOptions Options)
{
    public static PayloadJson From(IServiceProvider services)
        => services.GetServices<IConfigureOptions<JsonSerializerOptions>>().Any()
            ? new(services.GetRequiredService<IOptions<JsonSerializerOptions>>().Value)
            : new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } });
}
