namespace Azure.ResourceManager.Sql;

/// <summary>Follows next links on the calling thread; the continuation token is the link itself.</summary>
internal sealed class LinkedPageable<T>(PageReader<T> reader, CancellationToken cancellationToken)
    : Pageable<T>(cancellationToken)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        string link = continuationToken;
        do
        {
            Page<T> page = reader.ReadAsync(link, async: false, CancellationToken).Completed();
            yield return page;
            link = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(link));
    }
}
