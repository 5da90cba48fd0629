using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class KeyDrawTests
{
    private static readonly Gen<HistogramBin[]> Bins = Gen.Select(Gen.Int[1, 9].Array[1, 6], Gen.Int[0, 20].Array[6]).Select((widths, weights) =>
        widths.Select((_, i) => new HistogramBin(
            i == widths.Length - 1 ? 1 : (double)widths.Take(i + 1).Sum() / widths.Sum(),
            i == 0 ? 1 + weights[0] : weights[i])).ToArray()); // One of them has a weight.

    [Fact]
    public void Draws_fall_into_the_bins_as_their_weights_say_and_are_even_within_them() => Gen.Select(Bins, Gen.Int[1, 1000]).Sample(
        (bins, seed) =>
        {
            const int Keys = 100_000;
            const int Draws = 4000;
            var draw = Draw(Keys, bins);
            var random = new Random(seed);
            var counts = new int[bins.Length];
            var places = new List<double>[bins.Length];
            for (var i = 0; i < Draws; i++)
            {
                var rank = ((long)draw.Draw(random) + 0.5) / Keys;
                var bin = Array.FindIndex(bins, b => rank < b.UpTo);
                counts[bin]++;
                var start = bin == 0 ? 0 : bins[bin - 1].UpTo;
                (places[bin] ??= []).Add((rank - start) / (bins[bin].UpTo - start));
            }

            var total = bins.Sum(b => b.Weight);
            for (var i = 0; i < bins.Length; i++)
            {
                // Five deviations, and a key that lies across the end of a bin.
                var share = bins[i].Weight / total;
                Assert.Equal(share, (double)counts[i] / Draws, (5 * Math.Sqrt(share * (1 - share) / Draws)) + 0.002);
                Assert.True(counts[i] < 300 || Math.Abs(places[i].Average() - 0.5) < 5 / Math.Sqrt(12.0 * counts[i]) + 0.01);
            }
        },
        iter: 60, threads: 1);

    [Fact]
    public void Every_key_drawn_exists_whatever_the_bins_and_however_few_keys() => Gen.Select(Bins, Gen.Int[1, 5], Gen.Double[0, 0.999999999]).Sample(
        (bins, keys, uniform) =>
        {
            var draw = Draw(keys, bins);
            Assert.InRange((long)draw.Draw(new Random(keys)), 0, keys - 1);
            var (lower, upper) = draw.DrawRange(uniform);
            Assert.InRange((long)lower, 0, (long)upper);
            Assert.InRange((long)upper, 0, keys - 1);
        },
        iter: 2000, threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    public void Keys_are_popular_by_Zipfs_law(double skew)
    {
        const int Keys = 50, Draws = 200_000;
        var draw = new KeyDraw([.. Enumerable.Range(0, Keys).Select(i => (object)i)], new ParameterDistribution { Skew = skew }, 1);
        var (random, counts) = (new Random(1), new int[Keys]);
        for (var i = 0; i < Draws; i++)
        {
            counts[(int)draw.Draw(random)]++;
        }

        var norm = Enumerable.Range(1, Keys).Sum(r => Math.Pow(r, -skew));
        var shares = counts.OrderDescending().Select((c, r) => (Drawn: c / (double)Draws, Law: Math.Pow(r + 1, -skew) / norm));
        Assert.All(shares, s => Assert.Equal(s.Law, s.Drawn, 0.004)); // Over four deviations of the largest share.
        Assert.True(skew == 0 || Array.IndexOf(counts, counts.Max()) > 0, "Popular keys lie anywhere, not at the lowest numbers.");
    }

    [Fact]
    public async Task References_of_new_rows_are_drawn_as_the_shadows_rows_are_spread_and_exist_there()
    {
        using var shop = new ShopDatabase(customers: 40);
        shop.Execute("UPDATE orders SET customer_id = 7 WHERE id % 2 = 0"); // Half of all orders are of one customer.
        await shop.SampleAsync(ShopDatabase.Request("b1", 1));
        await using var session = await new SqliteDialect().OpenRehearsalAsync(shop.Store.ShadowConnection!, TestContext.Current.CancellationToken);
        var template = new QueryTemplate("new", "INSERT INTO orders(customer_id, total) VALUES (@customer, @total)", QueryClass.Write);
        async Task<List<long>> DrawAsync(ParameterDistribution? written)
        {
            var item = new WorkloadItem(template, 1) { Parameters = written is null ? new Dictionary<string, ParameterDistribution>() : new Dictionary<string, ParameterDistribution> { ["@customer"] = written } };
            var plan = await new LoadPlanBuilder(session, StatementLanguage.Sqlite, 1).BuildAsync(new WorkloadProfile("p", [item]), TestContext.Current.CancellationToken);
            var (random, values) = (new Random(1), new object?[2]);
            return [.. Enumerable.Range(0, 2000).Select(_ =>
            {
                plan.Statements[0].Draw(random, values);
                return (long)values[0]!;
            })];
        }

        var drawn = await DrawAsync(null);
        var keys = shop.Shadow("SELECT id FROM customers").Select(r => (long)r[0]!).ToHashSet();
        Assert.All(drawn, d => Assert.Contains(d, keys));
        var truth = Convert.ToDouble(shop.Shadow("SELECT avg(customer_id = 7) FROM orders").Single()[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(truth, drawn.Count(d => d == 7) / 2000.0, 0.05);

        // What the user writes goes before it: the last half of the keys only.
        var newest = await DrawAsync(new ParameterDistribution { Kind = DistributionKind.Histogram, Bins = [new(0.5, 0), new(1, 1)] });
        Assert.All(newest, d => Assert.Contains(d, keys.Order().Skip(20)));
    }

    private static KeyDraw Draw(int keys, HistogramBin[] bins) => new(
        [.. Enumerable.Range(0, keys).Select(i => (object)(long)i)], new ParameterDistribution { Kind = DistributionKind.Histogram, Bins = bins }, 1);
}
