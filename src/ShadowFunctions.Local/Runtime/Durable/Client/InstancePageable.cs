using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>A listing of instances in the order of their ids. The continuation token is the last id of a page.</summary>
internal sealed class InstancePageable(
    StoreReader reader, OrchestrationQuery query, Func<InstanceRow, bool, OrchestrationMetadata> describe)
    : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
        string? continuationToken = null, int? pageSizeHint = null)
    {
        await Task.CompletedTask; // The file is local: a page is read at once.
        string? after = continuationToken ?? query.ContinuationToken;
        int pageSize = pageSizeHint ?? query.PageSize;
        do
        {
            List<InstanceRow> rows = reader.FindInstances(new InstancePage(pageSize + 1)
            {
                AfterId = after,
                IdPrefix = query.InstanceIdPrefix,
                CreatedFrom = query.CreatedFrom,
                CreatedTo = query.CreatedTo,
                Statuses = query.Statuses?.ToArray(),
            });
            OrchestrationMetadata[] page =
                [.. rows.Take(pageSize).Select(row => describe(row, query.FetchInputsAndOutputs))];
            after = rows.Count > pageSize ? page[^1].InstanceId : null;
            yield return new Page<OrchestrationMetadata>(page, after);
        }
        while (after is not null);
    }
}
