using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.State;

/// <summary>
/// Documents too large for a table row, each write in a blob of its own. A blob is created and never overwritten, so its name belongs to
/// the one write that made it, and that write alone (or the one that replaced it) may remove it: nobody can remove what another row points to.
/// </summary>
internal sealed class LargeDocuments(BlobContainerClient container)
{
    private const int NotFound = 404;

    /// <summary>Writes a new blob and returns its name.</summary>
    public async Task<string> CreateAsync(DocumentAddress address, string json, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromString(json);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 8));
        for (var ordinal = 0; ; ordinal++)
        {
            // Content may repeat; the ordinal tells the writes apart without chance or clock.
            var name = string.Create(CultureInfo.InvariantCulture, $"{address.BlobPrefix}{hash}-{ordinal}");
            try
            {
                await StorageErrors.CallAsync(
                    $"Writing {address}", () => container.GetBlobClient(name).UploadAsync(content, OnlyNew(), cancellationToken), cancellationToken);
                return name;
            }
            catch (ConcurrencyException)
            {
                // Taken by another write of the same content: take the next name.
            }
        }
    }

    /// <summary>The text of a blob; null when it is gone.</summary>
    public Task<string?> FindAsync(DocumentAddress address, string name, CancellationToken cancellationToken) =>
        StorageErrors.CallAsync($"Reading {address}", async () =>
        {
            try
            {
                return (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToString();
            }
            catch (RequestFailedException error) when (error.Status == NotFound)
            {
                return null;
            }
        }, cancellationToken);

    /// <summary>Removes a blob that nothing points to any more.</summary>
    public async Task RemoveAsync(DocumentAddress address, string name, CancellationToken cancellationToken)
    {
        try
        {
            await StorageErrors.CallAsync(
                $"Removing {address}", () => container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken), cancellationToken);
        }
        catch (TransientCloudException)
        {
            // The document itself is written or removed already; failing now would report the opposite. What stays costs its bytes and nothing else.
        }
    }

    private static BlobUploadOptions OnlyNew() => new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
}
