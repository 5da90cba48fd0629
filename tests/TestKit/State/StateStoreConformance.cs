using System.Runtime.CompilerServices;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.TestKit.State;

/// <summary>What every <see cref="IStateStore"/> promises. <paramref name="open"/> gives one more store over the same data, as a restarted process would.</summary>
public abstract class StateStoreConformance(Func<IStateStore> open)
{
    private const string Kind = "document";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStateStore Store { get; } = open();

    [Fact]
    public async Task An_unknown_document_is_null()
    {
        Assert.Null(await Store.GetAsync<Document>(Kind, Partition(), "none", Cancel));
    }

    [Fact]
    public async Task A_document_comes_back_as_it_was_written()
    {
        var document = new Document("näme \"quoted\" <&> \\ / \u2028", Math.PI, "漢字 🌍 \0 \t end", DateTimeOffset.UnixEpoch.AddTicks(1), DayOfWeek.Friday);

        var etag = await Store.PutAsync(Kind, Partition(), "a", document, null, Cancel);

        Assert.Equal(new(document, etag), await Store.GetAsync<Document>(Kind, Partition(), "a", Cancel));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(-0.0)]
    public async Task Numbers_are_kept_to_the_bit(double number)
    {
        await Store.PutAsync(Kind, Partition(), "a", new Document("n", number), "*", Cancel);

        var read = await Store.GetAsync<Document>(Kind, Partition(), "a", Cancel);

        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(read!.Value.Number));
    }

    [Fact]
    public async Task An_insert_over_an_existing_document_is_refused_and_changes_nothing()
    {
        var etag = await Put("a", 1, null);

        await Assert.ThrowsAsync<ConcurrencyException>(() => Put("a", 2, null));

        Assert.Equal(new(new Document("a", 1), etag), await Get("a"));
    }

    [Fact]
    public async Task Writing_over_the_version_read_gives_a_new_version()
    {
        var first = await Put("a", 1, null);
        var second = await Put("a", 2, first);

        Assert.NotEqual(first, second);
        Assert.Equal(new(new Document("a", 2), second), await Get("a"));
    }

    [Fact]
    public async Task Writing_over_an_old_version_is_refused_and_changes_nothing()
    {
        var first = await Put("a", 1, null);
        var second = await Put("a", 2, first);

        await Assert.ThrowsAsync<ConcurrencyException>(() => Put("a", 3, first));

        Assert.Equal(new(new Document("a", 2), second), await Get("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("not a version")]
    public async Task Writing_over_a_version_of_nothing_is_refused(string ifMatch)
    {
        await Assert.ThrowsAsync<ConcurrencyException>(() => Put("absent", 1, ifMatch));
        Assert.Null(await Get("absent"));
    }

    [Fact]
    public async Task A_star_writes_whatever_is_there()
    {
        var first = await Put("a", 1, "*");
        var second = await Put("a", 2, "*");

        Assert.NotEqual(first, second);
        Assert.Equal(2, (await Get("a"))!.Value.Number);
        await Assert.ThrowsAsync<ConcurrencyException>(() => Put("a", 3, first));
    }

    [Fact]
    public async Task The_same_content_written_again_is_a_new_version()
    {
        var first = await Put("a", 1, null);

        Assert.NotEqual(first, await Put("a", 1, first));
    }

    [Fact]
    public async Task A_version_is_not_used_again_after_a_delete()
    {
        var first = await Put("a", 1, null);
        await Store.DeleteAsync(Kind, Partition(), "a", Cancel);
        await Put("a", 1, null);

        await Assert.ThrowsAsync<ConcurrencyException>(() => Put("a", 2, first));
    }

    [Fact]
    public async Task Deleting_twice_is_no_error()
    {
        await Put("a", 1, null);
        await Put("b", 1, null);

        await Store.DeleteAsync(Kind, Partition(), "a", Cancel);
        await Store.DeleteAsync(Kind, Partition(), "a", Cancel);

        Assert.Null(await Get("a"));
        Assert.NotNull(await Get("b"));
    }

    [Fact]
    public async Task Of_sixteen_writers_over_one_version_exactly_one_wins()
    {
        for (var round = 0; round < 4; round++)
        {
            var id = $"round{round}";
            var etag = await Put(id, -1, null);
            var winners = await Race(16, writer => Put(id, writer, etag));

            Assert.Equal((await Get(id))!.Value.Number, Assert.Single(winners));
        }
    }

    [Fact]
    public async Task Of_sixteen_inserts_exactly_one_wins()
    {
        for (var round = 0; round < 4; round++)
        {
            var id = $"round{round}";
            var winners = await Race(16, writer => Put(id, writer, null));

            Assert.Equal((await Get(id))!.Value.Number, Assert.Single(winners));
        }
    }

    [Fact]
    public async Task Concurrent_stars_all_succeed_and_one_of_them_stays()
    {
        var winners = await Race(8, writer => Put("a", writer, "*"));

        Assert.Equal(8, winners.Count);
        Assert.InRange((await Get("a"))!.Value.Number, 0, 7);
    }

    [Theory]
    [InlineData(1, 65_536)]
    [InlineData(65_536, 1)]
    [InlineData(70_000, 1_000_000)]
    [InlineData(1_000_000, 4_000_000)]
    public async Task A_large_document_can_be_written_replaced_and_removed(int before, int after)
    {
        var id = $"{before}-{after}";
        var first = await Store.PutAsync(Kind, Partition(), id, new Document(Filler(before), 1), null, Cancel);
        var second = await Store.PutAsync(Kind, Partition(), id, new Document(Filler(after), 2), first, Cancel);

        Assert.Equal(new(new Document(Filler(after), 2), second), await Store.GetAsync<Document>(Kind, Partition(), id, Cancel));
        var listed = await Store.ListAsync<Document>(Kind, Partition(), id, Cancel).FirstAsync(Cancel);
        Assert.Equal(after, listed.Value.Name.Length);

        await Store.DeleteAsync(Kind, Partition(), id, Cancel);
        Assert.Null(await Store.GetAsync<Document>(Kind, Partition(), id, Cancel));
        await Store.PutAsync(Kind, Partition(), id, new Document(Filler(before), 3), null, Cancel);
        Assert.Equal(3, (await Store.GetAsync<Document>(Kind, Partition(), id, Cancel))!.Value.Number);
    }

    [Fact]
    public async Task Of_sixteen_writers_of_large_documents_exactly_one_wins()
    {
        var etag = await Store.PutAsync(Kind, Partition(), "a", new Document(Filler(100_000), -1), null, Cancel);

        // Equal content from different writers must not let a loser take the winner's content away.
        var winners = await Race(16, _ => Store.PutAsync(Kind, Partition(), "a", new Document(Filler(100_001), 1), etag, Cancel));

        Assert.Single(winners);
        Assert.Equal(100_001, (await Store.GetAsync<Document>(Kind, Partition(), "a", Cancel))!.Value.Name.Length);
    }

    [Fact]
    public async Task A_document_of_exactly_four_MiB_passes_and_one_byte_more_is_refused()
    {
        var overhead = StateJson.Write(Kind, "p", "a", "").Length;
        var largest = new string('x', StateJson.MaxBytes - overhead);
        await Store.PutAsync(Kind, Partition(), "a", largest, null, Cancel);

        Assert.Equal(largest.Length, (await Store.GetAsync<string>(Kind, Partition(), "a", Cancel))!.Value.Length);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(Kind, Partition(), "b", largest + "x", null, Cancel));
        Assert.Contains("4194304", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_in_ordinal_order_of_the_ids()
    {
        string[] ids = ["b", "a", "B", "a-", "a.", "ab", "a0", "a:", "a_", "Z", "0", "@", "aa", "-", ".", "..", "_"];
        foreach (var id in ids)
        {
            await Put(id, 0, null);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), await List(null));
        Assert.Equal(ids.Order(StringComparer.Ordinal).Where(i => string.CompareOrdinal(i, "a.") >= 0), await List("a."));
        Assert.Equal(ids.Order(StringComparer.Ordinal).Where(i => string.CompareOrdinal(i, "a/") >= 0), await List("a0"));
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal).Take(5), await ListLast(5));
    }

    [Fact]
    public async Task A_list_can_begin_at_an_id_that_is_not_there()
    {
        await Put("a", 0, null);
        await Put("c", 0, null);

        Assert.Equal(["c"], await List("b"));
        Assert.Empty(await List("d"));
    }

    [Fact]
    public async Task A_list_of_more_documents_than_a_page_is_complete()
    {
        var ids = Enumerable.Range(0, 1_234).Select(i => $"{i:0000}").ToArray();
        await Parallel.ForEachAsync(ids, Cancel, async (id, _) => await Put(id, 0, null, nameof(A_list_of_more_documents_than_a_page_is_complete)));

        Assert.Equal(ids, await List(null));
        Assert.Equal(ids.Skip(1_000), await List("1000"));
        Assert.Equal(ids.Reverse(), await ListLast(5_000));
        Assert.Equal(ids.Reverse().Take(1_100), await ListLast(1_100));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(9, 3)]
    public async Task The_last_documents_come_newest_first(int count, int expected)
    {
        foreach (var id in new[] { "1", "2", "3" })
        {
            await Put(id, 0, "*");
        }

        Assert.Equal(new[] { "3", "2", "1" }.Take(expected), await ListLast(count));
    }

    [Fact]
    public async Task Listed_documents_carry_the_version_to_write_over()
    {
        await Put("a", 1, null);

        var listed = await Store.ListAsync<Document>(Kind, Partition(), null, Cancel).SingleAsync(Cancel);

        await Put("a", 2, listed.ETag);
    }

    [Fact]
    public async Task Kinds_and_partitions_are_apart()
    {
        await Store.PutAsync("kinda", Partition(), "x", new Document("1", 0), null, Cancel);
        await Store.PutAsync("kindb", Partition(), "x", new Document("2", 0), null, Cancel);
        await Store.PutAsync("kinda", Partition() + "x", "x", new Document("3", 0), null, Cancel);
        await Store.PutAsync("kindA", Partition(), "x", new Document("4", 0), null, Cancel);

        Assert.Equal("1", (await Store.ListAsync<Document>("kinda", Partition(), null, Cancel).SingleAsync(Cancel)).Value.Name);
        Assert.Equal("4", (await Store.GetAsync<Document>("kindA", Partition(), "x", Cancel))!.Value.Name);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-")]
    [InlineData("@:._-")]
    [InlineData("Aa")]
    [InlineData("store-1-20261122T1900Z")]
    public async Task Odd_but_legal_names_work_for_small_and_large_documents(string name)
    {
        await Store.PutAsync(Kind, name, name, new Document(name, 1), "*", Cancel);
        await Store.PutAsync(Kind, name, name + "large", new Document(Filler(70_000), 2), "*", Cancel);

        Assert.Equal(name, (await Store.GetAsync<Document>(Kind, name, name, Cancel))!.Value.Name);
        Assert.Equal(2, (await Store.GetAsync<Document>(Kind, name, name + "large", Cancel))!.Value.Number);
    }

    [Fact]
    public async Task The_longest_names_work()
    {
        var (kind, name) = (new string('k', 32), new string('z', 200));
        await Store.PutAsync(kind, name, name, new Document(Filler(70_000), 1), "*", Cancel);

        Assert.Equal(1, (await Store.ListLastAsync<Document>(kind, name, 1, Cancel).SingleAsync(Cancel)).Value.Number);
    }

    [Theory]
    [InlineData("", "p", "i", "kind")]
    [InlineData("a1", "p", "i", "kind")]
    [InlineData("überkind", "p", "i", "kind")]
    [InlineData("kindkindkindkindkindkindkindkindk", "p", "i", "kind")]
    [InlineData("kind", "", "i", "partition")]
    [InlineData("kind", "a/b", "i", "partition")]
    [InlineData("kind", "a b", "i", "partition")]
    [InlineData("kind", "p", "", "id")]
    [InlineData("kind", "p", "a/b", "id")]
    [InlineData("kind", "p", "a\\b", "id")]
    [InlineData("kind", "p", "a#b", "id")]
    [InlineData("kind", "p", "a?b", "id")]
    [InlineData("kind", "p", "a~b", "id")]
    [InlineData("kind", "p", "ä", "id")]
    [InlineData("kind", "p", "a\u0001", "id")]
    public async Task An_illegal_name_is_refused_with_field_value_and_remedy(string kind, string partition, string id, string field)
    {
        var offender = field switch { "kind" => kind, "partition" => partition, _ => id };
        Func<Task>[] calls =
        [
            () => Store.GetAsync<Document>(kind, partition, id, Cancel),
            () => Store.PutAsync(kind, partition, id, new Document("", 0), null, Cancel),
            () => Store.DeleteAsync(kind, partition, id, Cancel),
            async () => await Store.ListAsync<Document>(kind, partition, id, Cancel).ToListAsync(Cancel),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAnyAsync<ArgumentException>(call);
            Assert.Contains(field == "id" && refused.ParamName == "fromId" ? "fromId" : field, refused.Message, StringComparison.Ordinal);
            Assert.Contains($"'{offender}'", refused.Message, StringComparison.Ordinal);
            Assert.Contains("use 1 to", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_of_201_characters_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Put(new string('z', 201), 0, null));
    }

    [Fact]
    public async Task What_was_written_is_there_for_another_process()
    {
        var small = await Put("small", 1, null);
        var large = await Store.PutAsync(Kind, Partition(), "large", new Document(Filler(200_000), 2), null, Cancel);

        var other = open();

        Assert.Equal(small, (await other.GetAsync<Document>(Kind, Partition(), "small", Cancel))!.ETag);
        Assert.Equal(200_000, (await other.GetAsync<Document>(Kind, Partition(), "large", Cancel))!.Value.Name.Length);
        await other.PutAsync(Kind, Partition(), "large", new Document("now small", 3), large, Cancel);
        await Assert.ThrowsAsync<ConcurrencyException>(() => Store.PutAsync(Kind, Partition(), "large", new Document("", 4), large, Cancel));
    }

    // Names within one long word are the test's own, so tests can share a store.
    private static string Partition([CallerMemberName] string test = "") => test;

    private static string Filler(int length) => new('x', length);

    private static async Task<List<double>> Race(int writers, Func<int, Task> write)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            try
            {
                await write(writer);
                return (double?)writer;
            }
            catch (ConcurrencyException)
            {
                return null;
            }
        })));
        return [.. results.OfType<double>()];
    }

    private Task<string> Put(string id, double number, string? ifMatch, [CallerMemberName] string test = "") =>
        Store.PutAsync(Kind, test, id, new Document(id, number), ifMatch, Cancel);

    private Task<Versioned<Document>?> Get(string id, [CallerMemberName] string test = "") => Store.GetAsync<Document>(Kind, test, id, Cancel);

    private async Task<string[]> List(string? fromId, [CallerMemberName] string test = "") =>
        [.. (await Store.ListAsync<Document>(Kind, test, fromId, Cancel).ToListAsync(Cancel)).Select(d => d.Value.Name)];

    private async Task<string[]> ListLast(int count, [CallerMemberName] string test = "") =>
        [.. (await Store.ListLastAsync<Document>(Kind, test, count, Cancel).ToListAsync(Cancel)).Select(d => d.Value.Name)];
}
