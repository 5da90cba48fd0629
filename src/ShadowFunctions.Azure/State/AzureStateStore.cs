using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure.State;

/// <summary>
/// Documents as rows of one table, versions as the rows' ETags; a document of more than 60 KiB lies in a blob that its row names.
/// <see cref="ListAsync{T}"/> reads the rows of a partition before it returns the first, because rows come newest first.
/// </summary>
public sealed class AzureStateStore(AzureStateStorage storage) : IStateStore
{
    // Each attempt loses only to a writer that won, so this many losses in a row mean that something writes without pause.
    private const int Attempts = 32;

    private static readonly string[] OnlyBlob = [DocumentRow.Blob];

    private readonly LargeDocuments _large = new(storage.Documents);

    /// <inheritdoc/>
    public async Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        var address = await AddressAsync(kind, partition, id, cancellationToken);
        return await FindAsync(address, null, cancellationToken) is { } row ? await ReadAsync<T>(address, row, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        var json = StateJson.Write(kind, partition, id, value);
        var address = await AddressAsync(kind, partition, id, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            // The row before is read for the blob it names. A star becomes a write over the version found, so that every blob replaced is known.
            var before = ifMatch is null ? null : await FindAsync(address, OnlyBlob, cancellationToken);
            if (ifMatch is not (null or "*") && before?.ETag.ToString() != ifMatch)
            {
                throw new ConcurrencyException($"{address} is not at version {ifMatch} any more; read it again.");
            }

            try
            {
                return await WriteAsync(address, json, before, cancellationToken);
            }
            catch (ConcurrencyException) when (ifMatch == "*" && attempt < Attempts)
            {
                // Someone was faster: write over theirs.
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        var address = await AddressAsync(kind, partition, id, cancellationToken);
        for (var attempt = 1; await FindAsync(address, OnlyBlob, cancellationToken) is { } row; attempt++)
        {
            try
            {
                await StorageErrors.CallAsync(
                    $"Removing {address}",
                    () => storage.Table.DeleteEntityAsync(address.PartitionKey, address.RowKey, row.ETag, cancellationToken),
                    cancellationToken);
                await RemoveBlobAsync(address, row, cancellationToken);
                return;
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // Written again in between: remove the newer one, with its own blob.
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Versioned<T>> ListAsync<T>(
        string kind, string partition, string? fromId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateKey.CheckKind(kind);
        StateKey.CheckName(partition, nameof(partition));
        if (fromId is not null)
        {
            StateKey.CheckName(fromId, nameof(fromId));
        }

        var key = DocumentAddress.PartitionKeyOf(kind, partition);
        var filter = fromId is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {key}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey le {DocumentAddress.RowKeyOf(fromId)}");
        var rows = await RowsAsync(filter, null, cancellationToken).ToListAsync(cancellationToken);
        rows.Reverse();
        foreach (var row in rows)
        {
            if (await ReadAsync<T>(new(kind, partition, row.GetString("Id")), row, cancellationToken) is { } document)
            {
                yield return document;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(
        string kind, string partition, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateKey.CheckKind(kind);
        StateKey.CheckName(partition, nameof(partition));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            yield break;
        }

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DocumentAddress.PartitionKeyOf(kind, partition)}");
        await foreach (var row in RowsAsync(filter, count, cancellationToken))
        {
            if (await ReadAsync<T>(new(kind, partition, row.GetString("Id")), row, cancellationToken) is { } document)
            {
                yield return document;
            }
        }
    }

    private async Task<DocumentAddress> AddressAsync(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        await storage.ReadyAsync(cancellationToken);
        return new(kind, partition, id);
    }

    private Task<TableEntity?> FindAsync(DocumentAddress address, string[]? select, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync($"Reading {address}", async () =>
        {
            var row = await storage.Table.GetEntityIfExistsAsync<TableEntity>(address.PartitionKey, address.RowKey, select, cancellationToken);
            return row.HasValue ? row.Value : null;
        }, cancellationToken);

    private async Task<Versioned<T>?> ReadAsync<T>(DocumentAddress address, TableEntity? row, CancellationToken cancellationToken)
    {
        string? missing = null;
        while (row is not null)
        {
            if (row.GetString(DocumentRow.Blob) is not { } blob)
            {
                return new(StateJson.Read<T>(DocumentRow.Json(row)), row.ETag.ToString());
            }

            if (await _large.FindAsync(address, blob, cancellationToken) is { } json)
            {
                return new(StateJson.Read<T>(json), row.ETag.ToString());
            }

            // The blob of a replaced version goes away: the newer row names another one. The same name twice is a lost blob.
            if (missing == blob)
            {
                throw new InvalidDataException($"{address} lies in the blob '{blob}', which is gone; remove the document and let the next cycle write it again.");
            }

            missing = blob;
            row = await FindAsync(address, null, cancellationToken);
        }

        return null;
    }

    private async Task<string> WriteAsync(DocumentAddress address, string json, TableEntity? before, CancellationToken cancellationToken)
    {
        var blob = json.Length > DocumentRow.MaxInlineBytes ? await _large.CreateAsync(address, json, cancellationToken) : null;
        var row = DocumentRow.Of(address, json, blob);
        string version;
        try
        {
            var response = await StorageErrors.CallAsync(
                $"Writing {address}",
                () => before is null
                    ? storage.Table.AddEntityAsync(row, cancellationToken)
                    : storage.Table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, cancellationToken),
                cancellationToken);
            version = VersionOf(response);
        }
        catch (ConcurrencyException) when (blob is not null)
        {
            // A write whose answer was lost is refused when the SDK repeats it. No other write names this blob, so the row tells.
            var now = await FindAsync(address, OnlyBlob, cancellationToken);
            if (now?.GetString(DocumentRow.Blob) != blob)
            {
                await _large.RemoveAsync(address, blob, cancellationToken);
                throw;
            }

            version = now.ETag.ToString();
        }

        await RemoveBlobAsync(address, before, cancellationToken);
        return version;
    }

    private async Task RemoveBlobAsync(DocumentAddress address, TableEntity? row, CancellationToken cancellationToken)
    {
        if (row?.GetString(DocumentRow.Blob) is { } blob)
        {
            await _large.RemoveAsync(address, blob, cancellationToken);
        }
    }

    private async IAsyncEnumerable<TableEntity> RowsAsync(string filter, int? count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int PageSize = 1000;
        await storage.ReadyAsync(cancellationToken);
        var left = count ?? int.MaxValue;
        await using var pages = storage.Table
            .QueryAsync<TableEntity>(filter, Math.Min(PageSize, left), cancellationToken: cancellationToken)
            .AsPages().GetAsyncEnumerator(cancellationToken);
        while (left > 0 && await StorageErrors.CallAsync("Listing documents", () => pages.MoveNextAsync().AsTask(), cancellationToken))
        {
            foreach (var row in pages.Current.Values.Take(left))
            {
                left--;
                yield return row;
            }
        }
    }

    private static string VersionOf(Response response) =>
        response.Headers.ETag?.ToString() ?? throw new InvalidDataException("The table service answered a write without an ETag.");
}
