using Azure;
using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>
/// The part of the reactive net that the platform itself keeps: serverless minimum and pause delay, and what one database of a pool may
/// take. Sent as one PATCH, only when it differs, only to allow-listed resources, and only when the settings name a value.
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
            await ApplyToPoolAsync(store, max, cancellationToken);
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

    private async Task ApplyToPoolAsync(Store store, double max, CancellationToken cancellationToken)
    {
        ElasticPoolResource pool = connection.Arm.GetElasticPoolResource(new ResourceIdentifier(store.ResourceId));
        ElasticPoolData data = (await pool.GetAsync(cancellationToken)).Value.Data;
        if (data.PerDatabaseSettings?.MaxCapacity == max)
        {
            return;
        }

        double? min = data.PerDatabaseSettings?.MinCapacity;
        var perDatabase = new ElasticPoolPerDatabaseSettings { MinCapacity = min is { } m ? Math.Min(m, max) : null, MaxCapacity = max };
        await pool.UpdateAsync(WaitUntil.Started, new ElasticPoolPatch { PerDatabaseSettings = perDatabase }, cancellationToken);
    }
}
