using Azure;
using Azure.ResourceManager.Sql;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Counts the databases of a pool.</summary>
internal static class PoolDatabases
{
    /// <summary>How many there are; null where they may not be listed: the platform then says itself whether the limits fit.</summary>
    public static async Task<int?> CountAsync(ElasticPoolResource pool, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            await foreach (SqlDatabaseResource _ in pool.GetDatabasesAsync(cancellationToken))
            {
                count++;
            }
        }
        catch (RequestFailedException error) when (error.Status == 403)
        {
            return null;
        }

        return count;
    }
}
