using CsCheck;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class LoadSizingTests
{
    private const double Gigabyte = 1e9;
    private static readonly SizeLadder Ladder = new("test", [Size(2), Size(4), Size(8), Size(16)]);
    private static readonly ResourceAmounts Light = new() { CpuVCores = 0.5, DataIops = 55, LogBytesPerSecond = 1e5, NetworkBytesPerSecond = 1e5 };
    private static readonly StoreFacts Store = new() { StorageBytes = 50 * Gigabyte };

    private static ComputeSize Size(int cores) => new()
    {
        Name = $"S{cores}",
        SkuName = "S",
        Tier = "T",
        Capacity = cores,
        PricePerHour = cores,
        Limits = new ResourceAmounts
        {
            CpuVCores = cores,
            MemoryBytes = cores * 5 * Gigabyte,
            DataIops = cores * 300,
            LogBytesPerSecond = cores * 4e6,
            Workers = cores * 100,
            Sessions = cores * 400,
            NetworkBytesPerSecond = cores * 1e7,
            StorageBytes = cores * 256 * Gigabyte,
        },
    };

    public static TheoryData<string, ResourceKind?, string> Examples => new()
    {
        { "light", null, "S2" },
        { "cpu", ResourceKind.CpuVCores, "S8" },
        { "misses", ResourceKind.DataIops, "S16" },
        { "log", ResourceKind.LogBytesPerSecond, "S4" },
        { "network", ResourceKind.NetworkBytesPerSecond, "S8" },
        { "sessions", ResourceKind.Sessions, "S4" },
        { "storage", ResourceKind.StorageBytes, "S8" },
        { "workers", ResourceKind.Workers, "S4" },
        { "memory", ResourceKind.MemoryBytes, "S4" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_limit_can_bind(string what, ResourceKind? binding, string size)
    {
        var (load, store) = what switch
        {
            "cpu" => (Light with { CpuVCores = 5 }, Store),
            "misses" => (Light with { DataIops = 3000 }, Store),
            "log" => (Light with { LogBytesPerSecond = 9e6 }, Store),
            "network" => (Light with { NetworkBytesPerSecond = 5e7 }, Store),
            "sessions" => (Light, Store with { Sessions = 900 }),
            "storage" => (Light, Store with { StorageBytes = 700 * Gigabyte, DataFactor = 2 }),
            "workers" => (Light, Store with { ReadSeconds = 5 }),
            "memory" => (Light, Store with { Groups = [new PageGroup(1.7e6, 20_000)], CacheBytes = 15 * Gigabyte }),
            _ => (Light, Store),
        };
        var verdict = LoadSizing.Size(load, 0, store, Ladder);
        Assert.Equal(size, verdict.Size?.Name);
        Assert.Equal(binding, verdict.Binding);
        Assert.Null(verdict.Reason);
    }

    [Fact]
    public void A_load_no_size_covers_is_named_with_what_it_lacks()
    {
        var verdict = LoadSizing.Size(Light with { LogBytesPerSecond = 1e9 }, 0, Store, Ladder);
        Assert.Null(verdict.Size);
        Assert.Equal(ResourceKind.LogBytesPerSecond, verdict.Binding);
        Assert.Contains("LogBytesPerSecond", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_rules_no_size_out()
    {
        var verdict = LoadSizing.Size(ResourceAmounts.Unknown, 1, new StoreFacts(), Ladder);
        Assert.Equal(("S2", ResourceAmounts.Unknown), (verdict.Size?.Name, verdict.Need));
    }

    [Fact]
    public void Data_that_grow_need_the_storage_they_grow_to() =>
        Assert.Equal(100 * Gigabyte, LoadSizing.Need(Light, 0, Store with { DataFactor = 2 }, Ladder.Smallest).StorageBytes);

    [Fact]
    public void An_uncertain_load_gets_the_size_of_its_upper_end()
    {
        Assert.Equal("S2", LoadSizing.Size(Light with { CpuVCores = 1.4 }, 0, Store, Ladder).Size!.Name);
        Assert.Equal("S4", LoadSizing.Size(Light with { CpuVCores = 1.4 }, 0.3, Store, Ladder).Size!.Name);
    }

    [Fact]
    public void More_load_never_gets_a_smaller_size() =>
        Gen.Select(Gen.Double[0, 20], Gen.Double[0, 6000], Gen.Double[0, 8e7], Gen.Double[1, 3], Gen.Double[0, 0.5]).Sample((cpu, io, log, more, error) =>
        {
            var use = new ResourceAmounts { CpuVCores = cpu, DataIops = io, LogBytesPerSecond = log };
            int Capacity(ResourceAmounts amounts, double relative) => LoadSizing.Size(amounts, relative, Store, Ladder).Size?.Capacity ?? 99;
            Assert.True(Capacity(use.Combine(use, (a, _) => a * more), 0) >= Capacity(use, 0));
            Assert.True(Capacity(use, error) >= Capacity(use, 0));
        });

    [Fact]
    public void A_smaller_memory_is_not_given_where_its_cache_would_miss_more_than_its_io_bears()
    {
        // 20 GB of evenly used pages, a cache of 15 GB: the smallest size would read four times as much.
        var light = Light with { DataIops = 400 };
        var seen = Store with { Groups = [new PageGroup(20e9 / PageGroup.PageBytes, 1600)], CacheBytes = 15 * Gigabyte };
        Assert.Equal(("S2", (ResourceKind?)null), Verdict(light, Store));
        Assert.Equal(("S4", ResourceKind.MemoryBytes), Verdict(light, seen));

        // A larger memory is not counted on to spare reads.
        Assert.Equal(Verdict(light with { DataIops = 3000 }, Store).Item1, Verdict(light with { DataIops = 3000 }, seen with { CacheBytes = 7 * Gigabyte }).Item1);
        static (string?, ResourceKind?) Verdict(ResourceAmounts use, StoreFacts store) => LoadSizing.Size(use, 0, store, Ladder) is var v ? (v.Size?.Name, v.Binding) : default;
    }

    [Fact]
    public void The_facts_of_a_store_come_from_what_its_statements_read_and_missed()
    {
        var cost = new TemplateCost { TemplateId = "a", PagesRead = 100, PagesMissed = 10, DataPages = 20 };
        var model = new CapacityModel
        {
            StoreId = "s",
            FittedAt = DateTimeOffset.UnixEpoch,
            ProductionCosts = [cost],
            RecordedRates = new Dictionary<string, double> { ["a"] = 50 },
            RecordedAmounts = new ResourceAmounts { MemoryBytes = 8 * Gigabyte, StorageBytes = 50 * Gigabyte, Sessions = 7 },
        };
        var facts = StoreFacts.Of(model, 3, 2);
        Assert.Equal((50 * Gigabyte, 7.0, 2.0, 0.5), (facts.StorageBytes, facts.Sessions, facts.DataFactor, facts.ReadShare));
        var group = Assert.Single(facts.Groups);
        Assert.Equal((2 * 50 * Gigabyte / PageGroup.PageBytes, 3 * 5000.0), (group.Pages, group.AccessesPerSecond));
        var today = group with { Pages = group.Pages / 2, AccessesPerSecond = 5000 };
        Assert.Equal(500, CacheModel.MissesPerSecond([today], facts.CacheBytes!.Value / PageGroup.PageBytes), 5.0);

        // An engine that counts no pages, or a cache that misses nothing, tells nothing of memory.
        Assert.Empty(StoreFacts.Of(model with { ProductionCosts = [cost with { PagesRead = null, PagesMissed = null }] }, 1, 1).Groups);
        Assert.Empty(StoreFacts.Of(model with { ProductionCosts = [cost with { PagesMissed = 0 }] }, 1, 1).Groups);
    }
}
