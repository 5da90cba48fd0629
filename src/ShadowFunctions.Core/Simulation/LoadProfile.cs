using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// What a simulated store uses beside CPU, in proportion to the CPU it serves. Stated simply, so that a reader can check every figure:
/// amount = base + per vCore served.
/// </summary>
public sealed record LoadProfile
{
    /// <summary>Data reads and writes per second for each vCore served.</summary>
    public double DataIopsPerVCore { get; init; } = 160;

    /// <summary>Bytes of one data read or write: a page.</summary>
    public double BytesPerIo { get; init; } = 8192;

    /// <summary>Log bytes per second for each vCore served.</summary>
    public double LogBytesPerSecondPerVCore { get; init; } = 1_000_000;

    /// <summary>Busy workers for each vCore served.</summary>
    public double WorkersPerVCore { get; init; } = 6;

    /// <summary>Sessions held open when idle.</summary>
    public double SessionsBase { get; init; } = 40;

    /// <summary>Sessions for each vCore served.</summary>
    public double SessionsPerVCore { get; init; } = 25;

    /// <summary>Memory of an idle engine, bytes.</summary>
    public double MemoryBaseBytes { get; init; } = 2e9;

    /// <summary>Memory for each vCore served, bytes; never more than the size has.</summary>
    public double MemoryBytesPerVCore { get; init; } = 2.5e9;

    /// <summary>Network bytes per second for each vCore served.</summary>
    public double NetworkBytesPerSecondPerVCore { get; init; } = 3_000_000;

    /// <summary>Data stored at <see cref="StorageReference"/>, bytes.</summary>
    public double StorageBytes { get; init; } = 120e9;

    /// <summary>Growth of the data, bytes per day.</summary>
    public double StorageBytesPerDay { get; init; } = 0.2e9;

    /// <summary>The instant of <see cref="StorageBytes"/>, UTC.</summary>
    public DateTimeOffset StorageReference { get; init; } = new(2026, 8, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The most CPU work the size can serve, vCores: its CPU limit, or less where I/O, log, workers or sessions run out first.
    /// An unknown limit does not bind.
    /// </summary>
    /// <param name="size">The size.</param>
    /// <param name="readsFactor">Reads per unit of work as a multiple of the usual: above 1 while the cache is cold.</param>
    public double CapacityVCores(ComputeSize size, double readsFactor = 1)
    {
        var limits = size.Limits;
        var capacity = size.VCores;
        capacity = Math.Min(capacity, (limits.DataIops / (DataIopsPerVCore * readsFactor)) ?? double.PositiveInfinity);
        capacity = Math.Min(capacity, (limits.LogBytesPerSecond / LogBytesPerSecondPerVCore) ?? double.PositiveInfinity);
        capacity = Math.Min(capacity, (limits.Workers / WorkersPerVCore) ?? double.PositiveInfinity);
        return Math.Min(capacity, ((limits.Sessions - SessionsBase) / SessionsPerVCore) ?? double.PositiveInfinity);
    }

    /// <summary>What serving that CPU uses of every resource, absolute units.</summary>
    public ResourceAmounts UsageAt(double servedVCores, ComputeSize size, DateTimeOffset at) => new()
    {
        CpuVCores = servedVCores,
        MemoryBytes = Math.Min(MemoryBaseBytes + (MemoryBytesPerVCore * servedVCores), size.Limits.MemoryBytes ?? double.PositiveInfinity),
        DataIops = DataIopsPerVCore * servedVCores,
        DataBytesPerSecond = DataIopsPerVCore * servedVCores * BytesPerIo,
        LogBytesPerSecond = LogBytesPerSecondPerVCore * servedVCores,
        Workers = WorkersPerVCore * servedVCores,
        Sessions = SessionsBase + (SessionsPerVCore * servedVCores),
        NetworkBytesPerSecond = NetworkBytesPerSecondPerVCore * servedVCores,
        StorageBytes = StorageBytesAt(at),
    };

    /// <summary>Data stored at an instant, bytes.</summary>
    public double StorageBytesAt(DateTimeOffset at) =>
        Math.Max(1e6, StorageBytes + (StorageBytesPerDay * (at - StorageReference).TotalDays));
}
