using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Telemetry;

/// <summary>Registers what the app tells about itself, and where it goes.</summary>
public static class TelemetryServices
{
    private const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Watches the registered state: call it after the adapters. The instruments cost next to nothing while nobody listens.</summary>
    public static IServiceCollection ObserveState(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        services.AddSingleton<ShadowTelemetry>();
        services.Wrap<IStateStore>((provider, inner) =>
            new ObservedStateStore(inner, provider.GetRequiredService<ShadowTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        services.Wrap<IHistoryStore>((provider, inner) =>
            new ObservedHistoryStore(inner, provider.GetRequiredService<ShadowTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// Sends traces and metrics to Application Insights when <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set (with the runtime identity, no
    /// key), and to a collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
    /// </summary>
    public static IServiceCollection ExportTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (insights, collector) = (configuration[ApplicationInsights], configuration[Otlp]);
        if (insights is not { Length: > 0 } && collector is not { Length: > 0 })
        {
            return services;
        }

        // The Azure SDK's own spans, one per request to ARM, Monitor and storage, are behind this switch.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        services.AddOpenTelemetry()
            .WithTracing(tracing =>
            {
                tracing.AddSource(ShadowTelemetry.Name, "Azure.*", "Npgsql").AddSqlClientInstrumentation();
                if (insights is { Length: > 0 })
                {
                    tracing.AddAzureMonitorTraceExporter(o => Configure(o, insights, configuration));
                }

                if (collector is { Length: > 0 })
                {
                    tracing.AddOtlpExporter();
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(ShadowTelemetry.Name);
                if (insights is { Length: > 0 })
                {
                    metrics.AddAzureMonitorMetricExporter(o => Configure(o, insights, configuration));
                }

                if (collector is { Length: > 0 })
                {
                    metrics.AddOtlpExporter();
                }
            });
        return services;
    }

    private static void Configure(AzureMonitorExporterOptions options, string connection, IConfiguration configuration)
    {
        options.ConnectionString = connection;
        options.Credential = configuration["AZURE_CLIENT_ID"] is { Length: > 0 } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
    }

    /// <summary>Puts a wrapper around the service that is registered last.</summary>
    private static void Wrap<T>(this IServiceCollection services, Func<IServiceProvider, T, T> wrap)
        where T : class
    {
        var inner = services.Last(s => s.ServiceType == typeof(T) && !s.IsKeyedService);
        services.Remove(inner);
        services.AddSingleton(provider => wrap(provider, (T)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
