using CsCheck;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class StorageModelTests
{
    [Theory]
    [InlineData(0, 300)]
    [InlineData(0, 700)]
    [InlineData(0.8, 100)]
    [InlineData(1.1, 300)]
    public void Misses_agree_with_a_simulated_cache(double skew, int cachePages)
    {
        const int Pages = 1000;
        var simulated = Simulate(Pages, skew, cachePages, 200_000);
        var modelled = CacheModel.MissesPerSecond([new PageGroup(Pages, 1, skew)], cachePages);
        Assert.InRange(modelled, simulated - 0.03, simulated + 0.03);
    }

    [Fact]
    public void A_cache_that_holds_everything_never_misses_and_none_always_does()
    {
        PageGroup[] load = [new(1000, 50), new(200, 10, 0.9)];
        Assert.Equal(0, CacheModel.MissesPerSecond(load, 1200));
        Assert.Equal(60, CacheModel.MissesPerSecond(load, 0), 6);
    }

    [Fact]
    public void A_larger_cache_never_misses_more_and_the_size_for_a_miss_rate_is_found() =>
        Gen.Select(Gen.Double[1, 1e5], Gen.Double[1, 1e5], Gen.Double[0, 1.5], Gen.Double[0.05, 0.9], Gen.Double[1, 1.1]).Sample((a, b, skew, share, more) =>
        {
            PageGroup[] load = [new(a, 100), new(b, 30, skew)];
            var cache = share * (a + b);
            var misses = CacheModel.MissesPerSecond(load, cache);
            Assert.True(double.IsFinite(misses) && misses is >= 0 and <= 130.0001);
            Assert.True(CacheModel.MissesPerSecond(load, cache * more) <= misses + 1e-9);
            Assert.True(CacheModel.PagesFor(load, misses) <= cache * 1.001 + 1);
        });

    [Fact]
    public void The_popularity_that_explains_todays_misses_is_found_again() =>
        Gen.Select(Gen.Double[1e3, 1e7], Gen.Double[0.02, 0.9], Gen.Double[0, 1.9]).Sample((pages, share, skew) =>
        {
            var truth = new PageGroup(pages, 1000, skew);
            double Misses(PageGroup group, double cache) => CacheModel.MissesPerSecond([group], cache * pages);
            var fit = CacheFit.Find(pages, 1000, Misses(truth, share), share * pages);
            if (fit is { } found)
            {
                Assert.Equal(Misses(truth, share / 2), Misses(found, share / 2), 0.02 * Misses(truth, share / 2));
            }
            else
            {
                Assert.True(Misses(truth, share) < 0.11, "Only a cache that misses next to nothing tells nothing.");
            }
        });

    [Theory]
    [InlineData(1000, 100, 10, 1000)] // All of it is in memory.
    [InlineData(1000, 100, 0, 500)]
    [InlineData(1000, 100, 60, 500)] // More misses than evenly used pages would have.
    [InlineData(1000, 0, 0, 500)]
    public void What_tells_nothing_of_popularity_gives_no_pages(double pages, double accesses, double misses, double cache) =>
        Assert.Null(CacheFit.Find(pages, accesses, misses, cache));

    [Fact]
    public void The_miniature_moves_productions_own_miss_ratio_by_its_odds()
    {
        var ratio = MiniatureCache.MissRatio(0.2, new CacheCount(10_000, 1000), new CacheCount(10_000, 2000));
        Assert.InRange(ratio, 0.355, 0.365);
        Assert.Equal(0.2, MiniatureCache.MissRatio(0.2, new CacheCount(10_000, 1000), new CacheCount(10_000, 1000)), 9);
        Assert.InRange(MiniatureCache.MissRatio(0.2, new CacheCount(50, 0), new CacheCount(50, 1)), 0.2, 0.27);
    }

    [Fact]
    public void A_miss_ratio_stays_a_ratio() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1e6], Gen.Double[0, 1], Gen.Double[0, 1e6], Gen.Double[0, 1]).Sample((now, a, x, b, y) =>
            Assert.InRange(MiniatureCache.MissRatio(now, new CacheCount(a, a * x), new CacheCount(b, b * y)), 0, 1));

    [Fact]
    public void The_miniature_holds_its_share_of_the_data_and_all_of_what_was_copied_whole()
    {
        Assert.Equal(1.9e6, MiniatureCache.Bytes(101e6, 0.009, 1e6), 1);
        Assert.Equal(100, MiniatureCache.Bytes(100, 1, 50));
    }

    [Fact]
    public void Pages_in_reach_are_recovered_from_the_log_of_checkpoint_intervals()
    {
        var truth = new LogImageCurve(5000, 0.8, 0);
        var random = new Random(2);
        var windows = Enumerable.Range(1, 12).Select(i => new ImagePoint(500.0 * i, truth.At(500.0 * i) * (1 + (0.02 * ((2 * random.NextDouble()) - 1))))).ToArray();
        var curve = LogImageCurve.Fit(windows)!;
        Assert.InRange(curve.At(12_000), 0.95 * truth.At(12_000), 1.05 * truth.At(12_000));
        Assert.InRange(curve.At(100), 0.9 * truth.At(100), 1.1 * truth.At(100));
    }

    [Fact]
    public void Without_saturation_images_stay_in_proportion()
    {
        var curve = LogImageCurve.Fit([new(100, 50), new(200, 100), new(400, 200)])!;
        Assert.InRange(curve.At(4000), 1950, 2001);
        Assert.Null(LogImageCurve.Fit([new(100, 0)]));
    }

    [Theory]
    [InlineData(0.65)]
    [InlineData(1.5)]
    public void A_level_that_has_moved_for_good_is_followed(double level)
    {
        var random = new Random(7);
        double Noisy(double value) => value * (1 + (0.06 * ((2 * random.NextDouble()) - 1)));
        ImagePoint[] before = [.. Enumerable.Range(1, 14).Select(i => new ImagePoint(100 + (20 * i), Noisy(8 * (100 + (20 * i)))))];
        ImagePoint[] after = [.. Enumerable.Range(1, 3).Select(_ => new ImagePoint(240, Noisy(level * 8 * 240)))];
        Assert.InRange(LogImageCurve.Fit([.. before, .. after])!.At(240), 0.93 * level * 8 * 240, 1.07 * level * 8 * 240);
    }

    [Fact]
    public void One_odd_window_is_no_new_level_and_scatter_seldom_is()
    {
        ImagePoint[] windows = [.. Enumerable.Range(1, 14).Select(i => new ImagePoint(100 * i, (i % 2 == 0 ? 820 : 780) * i))];
        Assert.InRange(LogImageCurve.Fit([.. windows, new ImagePoint(1000, 16_000)])!.At(1000), 7800, 8800);
        var random = new Random(3);
        var moved = Enumerable.Range(0, 400).Count(_ =>
        {
            ImagePoint[] still = [.. Enumerable.Range(1, 16).Select(i => new ImagePoint(1000, 8000 * Math.Exp(0.1 * Normal(random))))];
            return Math.Abs((LogImageCurve.Fit(still)!.At(1000) / Math.Exp(still.Average(w => Math.Log(w.Images)))) - 1) > 1e-6;
        });
        Assert.InRange(moved, 0, 40);
    }

    [Fact]
    public void More_writes_never_log_fewer_images() =>
        Gen.Select(Gen.Double[1, 1e4].Array[4], Gen.Double[1, 1e4].Array[4], Gen.Double[1, 1e5], Gen.Double[1, 3]).Sample((x, y, at, more) =>
        {
            var curve = LogImageCurve.Fit([.. x.Zip(y, (a, b) => new ImagePoint(a, b))])!;
            Assert.True(double.IsFinite(curve.At(at)) && curve.At(at * more) >= curve.At(at) && curve.At(at, more) >= curve.At(at) - 1e-9);
        });

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Least recently used, independent references, warmed up.</summary>
    private static double Simulate(int pages, double skew, int cachePages, int accesses)
    {
        var random = new Random(11);
        var cumulative = new double[pages];
        double sum = 0;
        for (var i = 0; i < pages; i++)
        {
            cumulative[i] = sum += Math.Pow(i + 1, -skew);
        }

        var order = new LinkedList<int>();
        var present = new Dictionary<int, LinkedListNode<int>>();
        var misses = 0;
        for (var i = 0; i < 2 * accesses; i++)
        {
            var page = Math.Min(pages - 1, Search(cumulative, random.NextDouble() * sum));
            if (present.TryGetValue(page, out var node))
            {
                order.Remove(node);
                order.AddFirst(node);
                continue;
            }

            misses += i >= accesses ? 1 : 0;
            present[page] = order.AddFirst(page);
            if (present.Count > cachePages)
            {
                present.Remove(order.Last!.Value);
                order.RemoveLast();
            }
        }

        return (double)misses / accesses;
    }

    private static int Search(double[] cumulative, double value)
    {
        var index = Array.BinarySearch(cumulative, value);
        return index < 0 ? ~index : index;
    }
}
