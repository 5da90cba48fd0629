using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Activities;

public class HeadroomReaderTests
{
    private static readonly ResourceAmounts Limits = new() { CpuVCores = 4, DataIops = 1000, LogBytesPerSecond = 100, Workers = 50, MemoryBytes = 10 };

    [Theory]
    [InlineData(1, 0, 0, 0, 0.75)]
    [InlineData(1, 900, 0, 0, 0.1)]
    [InlineData(1, 900, 95, 0, 0.05)]
    [InlineData(0, 0, 0, 50, 0)]
    [InlineData(6, 0, 0, 0, 0)]
    [InlineData(0, 0, 0, 0, 1)]
    public void The_scarcest_resource_sets_the_headroom(double cpu, double iops, double log, double workers, double expected) =>
        Assert.Equal(expected, HeadroomReader.Of([Sample(cpu, iops, log, workers)], Limits), 9);

    [Fact]
    public void The_worst_minute_counts() =>
        Assert.Equal(0.25, HeadroomReader.Of([Sample(1, 0, 0, 0), Sample(3, 0, 0, 0), Sample(2, 0, 0, 0)], Limits), 9);

    [Fact]
    public void A_full_memory_is_no_lack_of_headroom() =>
        Assert.Equal(1, HeadroomReader.Of([new UsageSample(default, new ResourceAmounts { MemoryBytes = 10 })], Limits));

    [Fact]
    public void A_resource_without_a_limit_or_a_measurement_is_left_out() =>
        Assert.Equal(0.5, HeadroomReader.Of([Sample(2, 5, 5, 5)], new ResourceAmounts { CpuVCores = 4 }), 9);

    private static UsageSample Sample(double cpu, double iops, double log, double workers) =>
        new(default, new ResourceAmounts { CpuVCores = cpu, DataIops = iops, LogBytesPerSecond = log, Workers = workers });
}
