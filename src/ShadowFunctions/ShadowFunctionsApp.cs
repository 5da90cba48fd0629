using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ShadowFunctions.Activities;
using ShadowFunctions.Api;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Doctor;
using ShadowFunctions.Options;
using ShadowFunctions.Telemetry;
using ShadowFunctions.Triggers;

namespace ShadowFunctions;

/// <summary>The app's composition, the same under the Functions host and on one machine.</summary>
public static class ShadowFunctionsApp
{
    /// <summary>Adds everything but the adapters to the outside: those come from <c>AddAzureAdapters</c> or from the local runtime.</summary>
    public static void Configure(IFunctionsWorkerApplicationBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        builder.UseMiddleware<SpanMiddleware>();
        builder.UseMiddleware<ErrorMappingMiddleware>();
        var services = builder.Services;
        services.AddOptions<ShadowOptions>().Bind(configuration.GetSection(ShadowOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<JsonSerializerOptions>(ShadowJson.Apply);
        services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(o => ShadowJson.Apply(o.SerializerOptions));
        services.AddSingleton(p => SizeCatalog.Embedded.WithPrices(p.GetRequiredService<IOptions<ShadowOptions>>().Value.Prices));
        AddState(services);
        AddSteps(services);
        AddChecks(services);
    }

    private static void AddState(IServiceCollection services)
    {
        services.AddSingleton<IDecisionLog, DecisionLog>();
        services.AddSingleton<StoreRepository>();
        services.AddSingleton<CycleRepository>();
        services.AddSingleton<StoreCycleRepository>();
        services.AddSingleton<ScaleOperationRepository>();
        services.AddSingleton<ShadowStateRepository>();
        services.AddSingleton<PredictionRepository>();
        services.AddSingleton<OutlookRepository>();
        services.AddSingleton<ScenarioRepository>();
        services.AddSingleton<ScenarioRecordRepository>();
        services.AddSingleton<ScenarioKeeper>();
        services.AddSingleton<TriggerRepository>();
        services.AddSingleton<PoolAdviceRepository>();
        services.AddSingleton<CapacityModelRepository>();
        services.AddSingleton<FleetControlRepository>();
        services.AddSingleton<SizeInForceRepository>();
        services.AddSingleton<MetricsReadingRepository>();
        services.AddSingleton<WriteBudgetRepository>();
        services.AddSingleton<InventoryRepository>();
        services.AddSingleton<RegionRepository>();
        services.AddSingleton<PlanMemoryRepository>();
        services.AddSingleton<AlertClaimRepository>();
        services.AddSingleton<ShadowAccountRepository>();
        services.AddSingleton<ReadSourceRepository>();
    }

    private static void AddSteps(IServiceCollection services)
    {
        services.AddSingleton<CycleStarter>();
        services.AddSingleton<PageReader>();
        services.AddSingleton<UsageHistory>();
        services.AddSingleton<StoreContext>();
        services.AddSingleton<LearnedState>();
        services.AddSingleton<OutlookKeeper>();
        services.AddSingleton<HeadroomReader>();
        services.AddSingleton<ModelKeeper>();
        services.AddSingleton<Sizing>();
        services.AddSingleton<TransactionCheck>();
        services.AddSingleton<SleepGuard>();
        services.AddSingleton<StoreLookup>();
        services.AddSingleton<StoreRemoval>();
        services.AddSingleton<PoolWatch>();
        services.AddSingleton<PoolScenarios>();
        services.AddSingleton<TriggerPlanner>();
        services.AddSingleton<FollowUps>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<ISpareWrites>(p => p.GetRequiredService<WriteGate>());
        services.AddSingleton<Discovery>();
        services.AddSingleton<MissingStores>();
        services.AddSingleton<Purge>();
        services.AddSingleton<ReadSources>();
        services.AddSingleton<ShadowKeeper>();
        services.AddSingleton<RegionWatch>();
    }

    private static void AddChecks(IServiceCollection services)
    {
        services.AddSingleton<IDeploymentCheck, StateStorageCheck>();
        services.AddSingleton<IDeploymentCheck, ScheduleCheck>();
        services.AddSingleton<IDeploymentCheck, MaskingKeyCheck>();
        services.AddSingleton<IDeploymentCheck, MetricsAccessCheck>();
        services.AddSingleton<IDeploymentCheck, SqlLoginCheck>();
        services.AddSingleton<IDeploymentCheck, PriceCheck>();
        services.AddSingleton<IDeploymentCheck, ShadowLoginCheck>();
        services.AddSingleton<DeploymentDoctor>();
    }
}
