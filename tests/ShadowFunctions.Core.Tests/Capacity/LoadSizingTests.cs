using CsCheck;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class LoadSizingTests
{
    private const double Gigabyte = 1e9;
    private static readonly SizeLadder Ladder = new("test", [Size(2), Size(4), Size(8), Size(16)]);
    private static readonly LoadEstimate Light = new() { CpuVCores = 0.5, MissesPerSecond = 50, LogBytesPerSecond = 1e5, ResultBytesPerSecond = 1e5, ImagesPerSecond = 5 };
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
            "misses" => (Light with { MissesPerSecond = 3000 }, Store),
            "log" => (Light with { LogBytesPerSecond = 9e6 }, Store),
            "network" => (Light with { ResultBytesPerSecond = 5e7 }, Store),
            "sessions" => (Light, Store with { Sessions = 900 }),
            "storage" => (Light, Store with { StorageBytes = 700 * Gigabyte, DataFactor = 2 }),
            "workers" => (Light, Store with { ReadSeconds = 5 }),
            "memory" => (Light, Store with { Groups = [new PageGroup(2e6, 20_000)], CacheBytes = 15 * Gigabyte }),
            _ => (Light, Store),
        };
        var verdict = LoadSizing.Size(load, store, Ladder);
        Assert.Equal(size, verdict.Size?.Name);
        Assert.Equal(binding, verdict.Binding);
        Assert.Null(verdict.Reason);
    }

    [Fact]
    public void A_load_no_size_covers_is_named_with_what_it_lacks()
    {
        var verdict = LoadSizing.Size(Light with { LogBytesPerSecond = 1e9 }, Store, Ladder);
        Assert.Null(verdict.Size);
        Assert.Equal(ResourceKind.LogBytesPerSecond, verdict.Binding);
        Assert.Contains("LogBytesPerSecond", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreliable_estimate_gets_no_size() =>
        Assert.Equal("because", LoadSizing.Size(new LoadEstimate { Unreliable = "because" }, Store, Ladder).Reason);

    [Fact]
    public void An_uncertain_load_gets_the_size_of_its_upper_end()
    {
        Assert.Equal("S2", LoadSizing.Size(Light with { CpuVCores = 1.4 }, Store, Ladder).Size!.Name);
        Assert.Equal("S4", LoadSizing.Size(Light with { CpuVCores = 1.4, CpuDeviation = 0.4 }, Store, Ladder).Size!.Name);
    }

    [Fact]
    public void More_load_never_gets_a_smaller_size() =>
        Gen.Select(Gen.Double[0, 20], Gen.Double[0, 6000], Gen.Double[0, 8e7], Gen.Double[1, 3]).Sample((cpu, misses, log, more) =>
        {
            var less = LoadSizing.Size(new LoadEstimate { CpuVCores = cpu, MissesPerSecond = misses, LogBytesPerSecond = log }, Store, Ladder);
            var greater = LoadSizing.Size(new LoadEstimate { CpuVCores = cpu * more, MissesPerSecond = misses * more, LogBytesPerSecond = log * more }, Store, Ladder);
            Assert.True((greater.Size?.Capacity ?? 99) >= (less.Size?.Capacity ?? 99));
        });
}
