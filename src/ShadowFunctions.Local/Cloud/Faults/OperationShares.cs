namespace ShadowFunctions.Local.Cloud;

/// <summary>Seeded shares of accepted operations that go wrong, each 0 to 1.</summary>
/// <param name="Fails">Fail where they would have ended.</param>
/// <param name="NoEffect">Are reported as done without effect.</param>
/// <param name="Stuck">Never end by themselves.</param>
/// <param name="Slow">Take <paramref name="SlowMinutes"/> longer.</param>
/// <param name="SlowMinutes">Minutes a slow one takes beyond its time.</param>
public sealed record OperationShares(double Fails = 0, double NoEffect = 0, double Stuck = 0, double Slow = 0, double SlowMinutes = 15)
{
    /// <summary>The fault of an operation; null when it goes well.</summary>
    /// <param name="chance">Uniform in [0, 1).</param>
    internal OperationFault? Of(double chance) =>
        chance < Fails ? Make(OperationFaultKind.Fails)
        : chance < Fails + NoEffect ? Make(OperationFaultKind.NoEffect)
        : chance < Fails + NoEffect + Stuck ? Make(OperationFaultKind.Stuck)
        : chance < Fails + NoEffect + Stuck + Slow ? Make(OperationFaultKind.Slow) with { ExtraMinutes = SlowMinutes }
        : null;

    private static OperationFault Make(OperationFaultKind kind) => new("*", 0) { Kind = kind };
}
