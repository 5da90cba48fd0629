using System.Diagnostics;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Local.Tests.State;

public sealed class SqliteDurabilityTests(ITestOutputHelper output) : IDisposable
{
    private readonly SqliteFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_has_left_the_process_when_the_call_returns()
    {
        using var database = folder.Open();
        await new SqliteStateStore(database).PutAsync("kind", "p", "a", new Document("a", 1), null, Cancel);
        await new SqliteHistoryStore(database).AppendAsync("s", "m", [new HistoryPoint(DateTimeOffset.UnixEpoch, 2)], Cancel);

        // What another process would find if this one were killed now: the files as the operating system has them.
        using var copy = new SqliteFolder();
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(folder.Path + suffix, copy.Path + suffix);
        }

        Assert.NotNull(await copy.Documents().GetAsync<Document>("kind", "p", "a", Cancel));
        Assert.NotNull(await copy.History().LastAsync("s", "m", Cancel));
    }

    [Fact]
    public async Task Activities_at_once_lose_no_write()
    {
        using var database = folder.Open();
        var store = new SqliteStateStore(database);
        const int Writers = 20;
        const int Each = 500;
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await store.PutAsync("kind", $"p{w}", $"{i:000}", new Document("small", i, "a document of the usual small size"), null, Cancel);
            }
        })));

        output.WriteLine($"{Writers * Each / watch.Elapsed.TotalSeconds:F0} inserts/s from {Writers} tasks");
        for (var w = 0; w < Writers; w++)
        {
            Assert.Equal(Each, await store.ListAsync<Document>("kind", $"p{w}", null, Cancel).CountAsync(Cancel));
        }
    }

    [Fact]
    public async Task Every_series_appended_in_small_steps_is_stored_compactly()
    {
        using var database = folder.Open();
        var store = new SqliteHistoryStore(database);
        const int Appends = 4_000;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Appends; i++)
        {
            var points = Enumerable.Range(5 * i, 5).Select(m => new HistoryPoint(DateTimeOffset.UnixEpoch.AddMinutes(m), 0.01 * (m * 37 % 4000)));
            await store.AppendAsync("s", "m", [.. points], Cancel);
        }

        output.WriteLine($"{Appends / watch.Elapsed.TotalSeconds:F0} appends/s of 5 points");
        var bytes = database.Read("SELECT SUM(LENGTH(blocks)) FROM history", r => r.GetInt64(0)).Single();
        output.WriteLine($"{bytes / (5.0 * Appends):F2} bytes per point");
        Assert.InRange(bytes / (5.0 * Appends), 1, 9.2);
    }

    [Fact]
    public async Task A_stored_text_that_is_no_document_is_reported_as_such()
    {
        var store = folder.Documents();
        await store.PutAsync("kind", "p", "a", "a text", null, Cancel);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.GetAsync<Document>("kind", "p", "a", Cancel));
        Assert.Contains(nameof(Document), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_reported_when_it_is_opened()
    {
        File.WriteAllText(folder.Path, new string('x', 4096));

        Assert.Throws<SqliteException>(() => folder.Open());
    }

    public void Dispose() => folder.Dispose();
}
