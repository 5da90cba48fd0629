using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class MixDriftTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, double> Mix = new() { ["read"] = 80, ["write"] = 20 };
    private static readonly Gen<Dictionary<string, double>> Mixes = Gen.Double[0.01, 100].Array[1, 8].Select(r => r.Select((x, i) => (x, i)).ToDictionary(x => $"t{x.i}", x => x.x));

    [Fact]
    public void The_distance_is_half_the_sum_of_the_differences_of_the_shares()
    {
        var drift = MixDrift.Between(Mix, new Dictionary<string, double> { ["read"] = 5, ["write"] = 5 })!;
        Assert.Equal(0.3, drift.Distance, 9);
        Assert.Equal("The mix is 0.30 away from the rehearsed one", drift.Describe());
    }

    [Fact]
    public void A_higher_rate_of_the_same_mix_is_no_drift() =>
        Mixes.Select(Gen.Double[0.1, 50]).Sample((mix, times) =>
            Assert.Equal(0, MixDrift.Between(mix, mix.ToDictionary(m => m.Key, m => m.Value * times))!.Distance, 9));

    [Fact]
    public void It_is_a_distance() => Gen.Select(Mixes, Mixes, Mixes).Sample((a, b, c) =>
    {
        double Distance(Dictionary<string, double> x, Dictionary<string, double> y) => MixDrift.Between(x, y)!.Distance;
        Assert.Equal(Distance(a, b), Distance(b, a), 9);
        Assert.InRange(Distance(a, b), 0, 1);
        Assert.True(Distance(a, c) <= Distance(a, b) + Distance(b, c) + 1e-9);
    });

    [Fact]
    public void New_and_vanished_statements_are_named()
    {
        var drift = MixDrift.Between(Mix, new Dictionary<string, double> { ["read"] = 100, ["report"] = 2, ["stray"] = 0.01 })!;
        Assert.Equal(["report"], drift.New);
        Assert.Equal(["write"], drift.Vanished);
        Assert.True(drift.Exceeds(1));
        Assert.Contains("1 statements are new", drift.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_mix_has_no_distance()
    {
        Assert.Null(MixDrift.Between(Mix, new Dictionary<string, double>()));
        Assert.Null(MixDrift.Between(new Dictionary<string, double> { ["a"] = 0 }, Mix));
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.2, true)]
    public void A_mix_that_drifted_beyond_the_owners_threshold_is_rehearsed_anew(double trigger, bool due)
    {
        var adapted = Adapt(new WorkloadSettings { MixDriftTrigger = trigger });
        Assert.Equal(due, adapted.NextRunAt <= Now);
        Assert.Equal(due, adapted.Reasons.Any(r => r.Code == ReasonCode.MixDrifted));
        Assert.Equal(0.3, adapted.Drift!.Distance, 9);
    }

    [Fact]
    public void A_mix_that_its_owner_wrote_is_not_replaced_but_its_distance_is_told()
    {
        var item = new WorkloadItem(new QueryTemplate("read", "SELECT 1", QueryClass.Read), 1);
        var adapted = Adapt(new WorkloadSettings { MixDriftTrigger = 0.2, Profile = new WorkloadProfile("mine", [item], WorkloadSource.Written) });
        Assert.True(adapted.NextRunAt > Now);
        Assert.Equal(0.3, adapted.Drift!.Distance, 9);
    }

    private static ShadowState Adapt(WorkloadSettings workload) => ShadowAdapter.Adapt(new ShadowAdapterInput
    {
        State = new ShadowState { StoreId = "store", LastRunAt = Now.AddHours(-1), ProfileRates = Mix },
        Configuration = new ShadowConfiguration { Workload = workload },
        Now = Now,
        Headroom = 0.6,
        Model = new CapacityModel { StoreId = "store", FittedAt = Now, RelativeError = 0.05, RecordedRates = new Dictionary<string, double> { ["read"] = 5, ["write"] = 5 } },
    });
}
