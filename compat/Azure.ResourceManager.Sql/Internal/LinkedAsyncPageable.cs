namespace Azure.ResourceManager.Sql;

/// <summary>Follows next links without blocking; the continuation token is the link itself.</summary>
internal sealed class LinkedAsyncPageable<T>(PageReader<T> reader, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        string link = continuationToken;
        do
        {
            Page<T> page = await reader.ReadAsync(link, async: true, CancellationToken);
            yield return page;
            link = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(link));
    }
}
