using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>How durable payloads are written: by the app's own JSON options when it configures them, else by the engine's.</summary>
internal static class PayloadConverter
{
    public static DataConverter For(IServiceProvider services)
        => services.GetServices<IConfigureOptions<JsonSerializerOptions>>().Any()
            ? new JsonDataConverter(services.GetRequiredService<IOptions<JsonSerializerOptions>>().Value)
            : new JsonDataConverter();
}
