using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Options;

namespace ShadowFunctions.Api;

/// <summary>
/// Turns an event of one database into one of its pool, once, when it is announced: from then on it is planned, learned from and measured like any
/// other, and what it was taken for can be read.
/// </summary>
public sealed class PoolScenarios(IMetricsSource metrics, IOptions<ShadowOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(1);

    /// <summary>The event as one of the pool, by the last day of its databases.</summary>
    /// <exception cref="ApiException">The store is no pool, the pool has no such database, or too little is known of it.</exception>
    public async Task<Scenario> OnPoolAsync(Store store, Scenario scenario, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(scenario);
        if (store.Kind != StoreKind.SqlElasticPool)
        {
            throw Wrong(scenario, $"'{store.Id}' is no elastic pool: leave it out.");
        }

        var until = StoreWorld.FloorToMinute(time.GetUtcNow().AddMinutes(-options.Value.SettleMinutes));
        var members = await metrics.MembersAsync(new MetricsQuery(store, until - Past, until), cancellationToken);
        if (!members.Any(m => string.Equals(m.Name, scenario.Database, StringComparison.OrdinalIgnoreCase)))
        {
            throw Wrong(scenario, $"Send one of the pool's databases: {string.Join(", ", members.Select(m => m.Name))}.");
        }

        return PoolEvent.OnPool(scenario, members, until - Past)
            ?? throw Wrong(scenario, "Too few minutes of the pool's databases are known yet: announce the event for the whole pool, or later.");
    }

    private static ApiException Wrong(Scenario scenario, string remedy)
    {
        var rules = new Rules();
        rules.That(false, "database", scenario.Database, remedy);
        return ApiException.Invalid(rules.Errors);
    }
}
