using Azure.Storage.Blobs.Specialized;
using ShadowFunctions.Azure.State;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit;

namespace ShadowFunctions.Azure.Tests.State;

/// <summary>What the conformance suites cannot see: what lies in the account afterwards.</summary>
public sealed class AzureStateDetailTests(Azurite azurite)
{
    private readonly AzureStateStorage _storage = new AzuriteState(azurite).Storage();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_blob_of_the_version_in_force_stays()
    {
        var store = new AzureStateStore(_storage);
        var first = await store.PutAsync("kind", "blobs", "a", Large(1), null, Cancel);
        var second = await store.PutAsync("kind", "blobs", "a", Large(2), first, Cancel);
        Assert.Single(await Blobs("kind/blobs~/"));

        await Assert.ThrowsAsync<ConcurrencyException>(() => store.PutAsync("kind", "blobs", "a", Large(3), first, Cancel));
        await Assert.ThrowsAsync<ConcurrencyException>(() => store.PutAsync("kind", "blobs", "a", Large(3), null, Cancel));
        await store.PutAsync("kind", "blobs", "a", Large(2), second, Cancel);
        await store.PutAsync("kind", "blobs", "a", Large(4), "*", Cancel);
        Assert.Single(await Blobs("kind/blobs~/"));

        await store.PutAsync("kind", "blobs", "a", "small", "*", Cancel);
        Assert.Empty(await Blobs("kind/blobs~/"));

        await store.PutAsync("kind", "blobs", "a", Large(5), "*", Cancel);
        await store.DeleteAsync("kind", "blobs", "a", Cancel);
        Assert.Empty(await Blobs("kind/blobs~/"));
    }

    [Fact]
    public async Task A_large_document_whose_blob_is_lost_is_reported()
    {
        var store = new AzureStateStore(_storage);
        await store.PutAsync("kind", "lost", "a", Large(1), null, Cancel);
        foreach (var blob in await Blobs("kind/lost~/"))
        {
            await _storage.Documents.DeleteBlobAsync(blob, cancellationToken: Cancel);
        }

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.GetAsync<string>("kind", "lost", "a", Cancel));
        Assert.Contains("'lost/a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_see_whole_versions_while_large_documents_are_replaced()
    {
        var store = new AzureStateStore(_storage);
        await store.PutAsync("kind", "readers", "a", Large(0), null, Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i <= 30; i++)
                {
                    await store.PutAsync("kind", "readers", "a", Large(i), "*", Cancel);
                }
            },
            Cancel);
        while (!writing.IsCompleted)
        {
            var read = await store.GetAsync<string>("kind", "readers", "a", Cancel);
            Assert.Equal(Large(0).Length, read!.Value.Length);
        }

        await writing;
    }

    [Fact]
    public void Row_keys_sort_newest_first_for_any_legal_ids()
    {
        string[] ids = ["a", "ab", "a-", "b", "A", ".", "..", "-", "_", "z", "0", "s-20261122T1900Z", "s-20261122T1900Z-http", "s-20261122T1905Z"];

        Assert.Equal(
            ids.OrderDescending(StringComparer.Ordinal).Select(DocumentAddress.RowKeyOf),
            ids.Select(DocumentAddress.RowKeyOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_month_that_was_begun_by_a_writer_that_died_is_gone_on_with()
    {
        var january = new HistoryPoint(new(2026, 1, 31, 23, 59, 0, TimeSpan.Zero), 1);
        var february = new HistoryPoint(new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), 2);
        await new AzureHistoryStore(_storage).AppendAsync("died", "m", [january], Cancel);
        await new AppendBlobClient(azurite.ConnectionString, AzureStateStorage.HistoryName, "died~/m~/202602")
            .CreateAsync(cancellationToken: Cancel);

        var store = new AzureHistoryStore(_storage);
        Assert.Equal(january.At, await store.LastAsync("died", "m", Cancel));
        await store.AppendAsync("died", "m", [january, february], Cancel);

        Assert.Equal([january, february], await store.ReadAsync("died", "m", january.At, DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task A_series_removed_by_another_process_begins_again_although_its_end_is_remembered()
    {
        var points = Enumerable.Range(0, 3).Select(i => new HistoryPoint(DateTimeOffset.UnixEpoch.AddMinutes(i), i)).ToArray();
        var store = new AzureHistoryStore(_storage);
        await store.AppendAsync("removed", "m", points, Cancel);
        await new AzureHistoryStore(_storage).DeleteAsync("removed", Cancel);

        await store.AppendAsync("removed", "m", points[..1], Cancel);
        await new AzureHistoryStore(_storage).DeleteAsync("removed", Cancel);
        await store.AppendAsync("removed", "m", points[1..], Cancel);

        Assert.Equal(points[1..], await store.ReadAsync("removed", "m", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task A_minute_costs_few_bytes_when_appended_in_fives()
    {
        var points = Enumerable.Range(0, 1440).Select(i => new HistoryPoint(DateTimeOffset.UnixEpoch.AddMinutes(i), i * 37 % 4000 / 100.0)).ToArray();
        var store = new AzureHistoryStore(_storage);
        foreach (var five in points[..300].Chunk(5))
        {
            await store.AppendAsync("bytes", "m", five, Cancel);
        }

        var length = (await _storage.History.GetBlobClient("bytes~/m~/197001").GetPropertiesAsync(cancellationToken: Cancel)).Value.ContentLength;
        Assert.InRange(length / 300.0, 1, 13);
    }

    private static string Large(int n) => new((char)('a' + (n % 26)), DocumentRow.MaxInlineBytes + 1);

    private async Task<List<string>> Blobs(string prefix) =>
        await _storage.Documents.GetBlobsAsync(default, default, prefix, Cancel).Select(b => b.Name).ToListAsync(Cancel);
}
