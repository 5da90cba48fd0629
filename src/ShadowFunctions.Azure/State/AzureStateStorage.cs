using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace ShadowFunctions.Azure.State;

/// <summary>The table and the two containers that hold the state. Made when first needed, so that a new account needs no script.</summary>
public sealed class AzureStateStorage : IDisposable
{
    /// <summary>Name of the table of documents.</summary>
    public const string TableName = "shadowstate";

    /// <summary>Name of the container of documents too large for a table row.</summary>
    public const string DocumentsName = "shadow-documents";

    /// <summary>Name of the container of series.</summary>
    public const string HistoryName = "shadow-history";

    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile bool _ready;

    /// <summary>Creates the storage over two service clients; sends nothing.</summary>
    public AzureStateStorage(TableServiceClient tables, BlobServiceClient blobs)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(blobs);
        Table = tables.GetTableClient(TableName);
        Documents = blobs.GetBlobContainerClient(DocumentsName);
        History = blobs.GetBlobContainerClient(HistoryName);
    }

    internal TableClient Table { get; }

    internal BlobContainerClient Documents { get; }

    internal BlobContainerClient History { get; }

    /// <inheritdoc/>
    public void Dispose() => _making.Dispose();

    /// <summary>Returns when everything exists; asks the account once per process.</summary>
    internal async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            _ready = _ready || await StorageErrors.CallAsync("Making the state's table and containers", MakeAsync, cancellationToken);
        }
        finally
        {
            _making.Release();
        }

        async Task<bool> MakeAsync()
        {
            await Table.CreateIfNotExistsAsync(cancellationToken);
            await Documents.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await History.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return true;
        }
    }
}
