using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Metrics;

public sealed class UsageSamplingTests
{
    private static readonly DateTimeOffset Minute = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Percentages_become_amounts_with_the_limits_of_the_size_in_force()
    {
        var sample = Sample("GP_Gen5", ("cpu_limit", 4), ("cpu_percent", 25), ("physical_data_read_percent", 50), ("log_write_percent", 10),
            ("workers_percent", 20), ("sessions_count", 33), ("storage", 7e9), ("sql_instance_memory_percent", 50), ("app_memory_percent", 1));

        var limits = SizeCatalog.Embedded.FindSize("GP_Gen5_4")!.Limits;
        Assert.Equal("GP_Gen5_4", sample.Size);
        Assert.False(sample.Saturated);
        Assert.Equal(1, sample.Amounts.CpuVCores);
        Assert.Equal(640, sample.Amounts.DataIops);
        Assert.Equal(0.1 * limits.LogBytesPerSecond!.Value, sample.Amounts.LogBytesPerSecond!.Value, 1e-6);
        Assert.Equal(80, sample.Amounts.Workers);
        Assert.Equal(33, sample.Amounts.Sessions);
        Assert.Equal(7e9, sample.Amounts.StorageBytes);
        Assert.Equal(0.5 * limits.MemoryBytes!.Value, sample.Amounts.MemoryBytes);
    }

    [Theory]
    [InlineData("GP_Gen5", "storage")]
    [InlineData("pool:GP_Gen5", "storage_used")]
    public void Allocated_space_is_told_beside_the_used_one(string ladder, string used)
    {
        var sample = Sample(ladder, (used, 7e9), ("allocated_data_storage", 9e9));

        Assert.Equal((7e9, 9e9), (sample.Amounts.StorageBytes, sample.AllocatedBytes));
        Assert.Null(Sample(ladder, (used, 7e9)).AllocatedBytes);
    }

    [Fact]
    public void The_same_percentage_is_more_on_a_larger_size()
    {
        Assert.Equal(320, Sample("GP_Gen5", ("cpu_limit", 2), ("physical_data_read_percent", 50)).Amounts.DataIops);
        Assert.Equal(1280, Sample("GP_Gen5", ("cpu_limit", 8), ("physical_data_read_percent", 50)).Amounts.DataIops);
    }

    [Theory]
    [InlineData("GP_Gen5", "cpu_limit", 192, "GP_Gen5_192", 8000)]
    [InlineData("GP_Gen5", "cpu_limit", 22, "GP_Gen5_22", 3520)]
    public void A_size_that_no_table_has_is_read_by_limits_derived_from_its_neighbours(string series, string metric, double capacity, string name, double iops)
    {
        var minutes = Minutes(metric, capacity, 3);
        var ladder = SeenSizes.Add(SizeCatalog.Embedded.Ladder(series), minutes);

        var sample = new UsageSampling(ladder).Sample(Minute, minutes[0]);

        Assert.Equal(name, sample.Size);
        Assert.Equal(iops, sample.Amounts.DataIops!.Value, 1e-6);
        Assert.NotNull(sample.Amounts.LogBytesPerSecond);
        Assert.NotNull(ladder[name].DerivedFrom);
    }

    [Theory]
    [InlineData("GP_Gen5", "cpu_limit", 3, 2)]
    [InlineData("GP_Gen5", "cpu_limit", 3.5, 9)]
    [InlineData("GP_Gen5", "cpu_limit", 4, 9)]
    [InlineData("Standard", "dtu_limit", 5000, 9)]
    [InlineData("GP_Gen5_2..GP_Gen5_8 + BC_Gen5_10..BC_Gen5_32", "cpu_limit", 22, 9)]
    public void A_minute_of_a_change_a_known_size_and_a_ladder_without_a_rule_add_no_size(string ladder, string metric, double capacity, int minutes)
    {
        var known = SizeCatalog.Embedded.Ladder(ladder);

        Assert.Same(known, SeenSizes.Add(known, Minutes(metric, capacity, minutes)));
    }

    private static Dictionary<string, double>[] Minutes(string metric, double capacity, int count) =>
        [.. Enumerable.Repeat(new Dictionary<string, double> { [metric] = capacity, ["physical_data_read_percent"] = 50, ["log_write_percent"] = 10 }, count)];

    [Fact]
    public void Used_vcores_go_before_the_percentage()
    {
        Assert.Equal(1.5, Sample("GP_Gen5", ("cpu_limit", 4), ("cpu_used", 1.5), ("cpu_percent", 90)).Amounts.CpuVCores);
    }

    [Fact]
    public void Missing_is_unknown_and_not_zero()
    {
        var sample = Sample("GP_Gen5", ("cpu_limit", 4), ("cpu_used", 0));

        Assert.Equal(0, sample.Amounts.CpuVCores);
        Assert.Equal(new ResourceAmounts { CpuVCores = 0 }, sample.Amounts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3.0)]
    public void Without_a_known_size_percentages_stay_unknown(double? limit)
    {
        (string, double)[] values = [("physical_data_read_percent", 50), ("sessions_count", 5)];
        var sample = Sample("GP_Gen5", limit is { } l ? [.. values, ("cpu_limit", l)] : values);

        Assert.Null(sample.Size);
        Assert.Equal(new ResourceAmounts { Sessions = 5 }, sample.Amounts);
    }

    [Theory]
    [InlineData("Standard", "dtu_limit", 100, "S3")]
    [InlineData("pool:StandardPool", "eDTU_limit", 200, "StandardPool_200")]
    [InlineData("pool:GP_Gen5", "cpu_limit", 8, "GP_Gen5_8")]
    [InlineData("GP_S_Gen5", "cpu_limit", 8, "GP_S_Gen5_8")]
    public void The_size_is_read_from_the_limit_metric(string ladder, string metric, double limit, string size)
    {
        var sample = Sample(ladder, (metric, limit), ("cpu_percent", 50));

        Assert.Equal(size, sample.Size);
        Assert.Equal(SizeCatalog.Embedded.Ladder(ladder)[size].VCores / 2, sample.Amounts.CpuVCores);
    }

    [Theory]
    [InlineData("cpu_limit", 10, "GP_Gen5_10")]
    [InlineData("dtu_limit", 10, "S0")]
    [InlineData("dtu_limit", 100, "S3")]
    [InlineData("cpu_limit", 100, null)]
    public void On_a_ladder_from_dtus_to_vcores_the_limit_tells_the_size_of_its_own_kind(string metric, double limit, string? size)
    {
        var sample = Sample("S0..S3+GP_Gen5", (metric, limit), ("workers_percent", 50));

        Assert.Equal(size, sample.Size);
        Assert.Equal(size is null ? null : SizeCatalog.Embedded.FindSize(size)!.Limits.Workers / 2, sample.Amounts.Workers);
    }

    [Fact]
    public void Limits_of_both_kinds_in_one_minute_tell_no_size()
    {
        Assert.Null(Sample("S0..S3+GP_Gen5", ("cpu_limit", 10), ("dtu_limit", 10), ("workers_percent", 50)).Size);
    }

    [Theory]
    [InlineData(0, "BC_Gen5_4", "BC_Gen5_4")]
    [InlineData(1, "BC_Gen5_4", "GP_Gen5_4")]
    [InlineData(0, "BC_Gen5_8", null)]
    [InlineData(0, null, null)]
    public void From_when_somebody_else_set_a_size_off_the_ladder_a_limit_is_that_sizes_or_of_none(int minutesAfter, string? foreign, string? expected)
    {
        var sampling = new UsageSampling(SizeCatalog.Embedded.Ladder("GP_Gen5"))
        {
            Foreign = foreign is null ? null : SizeCatalog.Embedded.FindSize(foreign),
            ForeignSince = Minute.AddMinutes(minutesAfter),
        };
        var sample = sampling.Sample(Minute, new Dictionary<string, double> { ["cpu_limit"] = 4, ["log_write_percent"] = 50, ["cpu_used"] = 1 });

        Assert.Equal(expected, sample.Size);
        Assert.Equal(1, sample.Amounts.CpuVCores);
        Assert.Equal(expected is null ? null : SizeCatalog.Embedded.FindSize(expected)!.Limits.LogBytesPerSecond / 2, sample.Amounts.LogBytesPerSecond);
    }

    [Fact]
    public void A_serverless_store_tells_memory_of_its_own_maximum()
    {
        var sample = Sample("GP_S_Gen5", ("cpu_limit", 4), ("app_memory_percent", 25), ("sql_instance_memory_percent", 99));

        Assert.Equal(0.25 * SizeCatalog.Embedded.FindSize("GP_S_Gen5_4")!.Limits.MemoryBytes, sample.Amounts.MemoryBytes);
    }

    [Theory]
    [InlineData("cpu_percent", 99.5, true)]
    [InlineData("cpu_percent", 99.4, false)]
    [InlineData("physical_data_read_percent", 100, true)]
    [InlineData("log_write_percent", 99.9, true)]
    [InlineData("workers_percent", 100, true)]
    [InlineData("sessions_percent", 100, true)]
    [InlineData("cpu_used", 3.98, true)]
    [InlineData("cpu_used", 3.97, false)]
    [InlineData("sql_instance_memory_percent", 100, false)]
    public void A_limit_that_was_reached_marks_the_minute(string metric, double value, bool saturated)
    {
        Assert.Equal(saturated, Sample("GP_Gen5", ("cpu_limit", 4), (metric, value)).Saturated);
    }

    private static UsageSample Sample(string ladder, params (string Name, double Value)[] values) =>
        new UsageSampling(SizeCatalog.Embedded.Ladder(ladder)).Sample(Minute, values.ToDictionary(v => v.Name, v => v.Value, StringComparer.OrdinalIgnoreCase));
}
