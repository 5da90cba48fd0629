using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Azure;
using ShadowFunctions.Telemetry;

namespace ShadowFunctions;

/// <summary>The app as it runs under the Functions host: its own parts, the data plane, the adapters to Azure, and telemetry.</summary>
internal static class AzureComposition
{
    /// <summary>Adds everything.</summary>
    public static void Configure(IFunctionsWorkerApplicationBuilder builder, IConfiguration configuration)
    {
        ShadowFunctionsApp.Configure(builder, configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDataPlane();
        builder.Services.AddAzureAdapters(configuration);
        builder.Services.ObserveState();
        builder.Services.ExportTelemetry(configuration);
    }
}
