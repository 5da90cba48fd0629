using Azure;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>What database and pool have in common for a change of size. Every method sends one request (lists: one per page).</summary>
internal interface IScalable
{
    Task<ScalableSnapshot> ReadAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<PlatformOperation>> OperationsAsync(CancellationToken cancellationToken);

    /// <summary>Sends the one PATCH and does not wait. Names what changes and nothing else; a null size stays.</summary>
    Task<Operation> PatchAsync(SqlSku? sku, SizeExtras? extras, ScalableSnapshot current, CancellationToken cancellationToken);

    Task CancelAsync(Guid operationId, CancellationToken cancellationToken);
}
