using Azure;
using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>
/// The part of the reactive net that the platform itself keeps: serverless minimum and pause delay, and what one database of a pool is
/// guaranteed and may take. Sent as one PATCH, only when it differs, only to allow-listed resources, and only when the settings name a value.
/// </summary>
internal sealed class ComputeBounds(AzureConnection connection)
{
    public async Task ApplyAsync(Store store, TriggerSettings settings, CancellationToken cancellationToken)
    {
        var kind = StoreResource.Kind(store);
        if (kind == StoreKind.SqlDatabase && (settings.ServerlessMinVCores is not null || settings.ServerlessPauseDelayMinutes is not null))
        {
            connection.RequireAllowed(store);
            await ApplyToDatabaseAsync(store, settings, cancellationToken);
        }
        else if (kind == StoreKind.SqlElasticPool && settings.PoolPerDatabaseMaxVCores is { } max)
        {
            connection.RequireAllowed(store);
            var pool = Pool(store);
            await ApplyToPoolAsync(pool, (await pool.GetAsync(cancellationToken)).Value.Data, settings.PoolPerDatabaseMinVCores, max, cancellationToken);
        }
    }

    /// <summary>Puts per-database limits back, as far as they fit the pool's size of now; a pool that is gone, or that we may no longer change, has none.</summary>
    public async Task RestoreAsync(Store store, PoolLimitsBefore before, CancellationToken cancellationToken)
    {
        if (!connection.Allowed.Allows(store.ResourceId))
        {
            return;
        }

        try
        {
            var pool = Pool(store);
            ElasticPoolData data = (await pool.GetAsync(cancellationToken)).Value.Data;
            var count = before.MinVCores > 0 ? await PoolDatabases.CountAsync(pool, cancellationToken) ?? 0 : 0;
            SqlSku sku = data.Sku ?? throw new CloudRefusedException($"'{data.Id}' was answered without any size.") { ErrorCode = "SizeNotTold" };
            ElasticPoolPerDatabaseSettings limits = PerDatabaseLimits.Nearest(before.MinVCores, before.MaxVCores, sku, count);
            await ApplyToPoolAsync(pool, data, limits.MinCapacity, limits.MaxCapacity!.Value, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            // The pool is gone, and its limits with it.
        }
    }

    /// <summary>Puts serverless bounds back; a database that is gone or no longer serverless has none.</summary>
    public async Task RestoreAsync(Store store, ServerlessBounds bounds, CancellationToken cancellationToken)
    {
        var settings = new TriggerSettings
        {
            ForSize = "",
            ComputedAt = default,
            ServerlessMinVCores = bounds.MinVCores,
            ServerlessPauseDelayMinutes = bounds.PauseDelayMinutes,
        };
        try
        {
            await ApplyAsync(store, settings, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            // The database is gone, and its bounds with it.
        }
        catch (CloudRefusedException error) when (error.ErrorCode is "NotServerless" or "NotAllowListed")
        {
            // Its owner moved it to provisioned compute, or no longer lets us change it.
        }
    }

    private async Task ApplyToDatabaseAsync(Store store, TriggerSettings settings, CancellationToken cancellationToken)
    {
        SqlDatabaseResource database = connection.Arm.GetSqlDatabaseResource(new ResourceIdentifier(store.ResourceId));
        SqlDatabaseData data = (await database.GetAsync(cancellationToken: cancellationToken)).Value.Data;
        if (data.CurrentServiceObjectiveName?.Contains("_S_", StringComparison.Ordinal) != true)
        {
            throw new CloudRefusedException(
                $"Store '{store.Id}' is {data.CurrentServiceObjectiveName}, which is not serverless; leave ServerlessMinVCores and ServerlessPauseDelayMinutes empty.")
            {
                ErrorCode = "NotServerless",
            };
        }

        var patch = new SqlDatabasePatch
        {
            MinCapacity = settings.ServerlessMinVCores == data.MinCapacity ? null : settings.ServerlessMinVCores,
            AutoPauseDelay = settings.ServerlessPauseDelayMinutes == data.AutoPauseDelay ? null : settings.ServerlessPauseDelayMinutes,
        };
        if (patch.MinCapacity is not null || patch.AutoPauseDelay is not null)
        {
            await database.UpdateAsync(WaitUntil.Started, patch, cancellationToken);
        }
    }

    private ElasticPoolResource Pool(Store store) => connection.Arm.GetElasticPoolResource(new ResourceIdentifier(store.ResourceId));

    /// <summary>Both limits in one request; a minimum that is not named stays, as far as the maximum allows it.</summary>
    private static async Task ApplyToPoolAsync(ElasticPoolResource pool, ElasticPoolData data, double? min, double max, CancellationToken cancellationToken)
    {
        min ??= data.PerDatabaseSettings?.MinCapacity;
        var least = min is { } m ? Math.Min(m, max) : (double?)null;
        if (data.PerDatabaseSettings?.MaxCapacity == max && data.PerDatabaseSettings.MinCapacity == least)
        {
            return;
        }

        var perDatabase = new ElasticPoolPerDatabaseSettings { MinCapacity = least, MaxCapacity = max };
        await pool.UpdateAsync(WaitUntil.Started, new ElasticPoolPatch { PerDatabaseSettings = perDatabase }, cancellationToken);
    }
}
