using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Triggers;

namespace ShadowFunctions.Core.Tests.Triggers;

public class PoolTunerTests
{
    private const int Day = 1440;
    private static readonly ComputeSize Pool = SizeCatalog.Embedded.Ladder("pool:GP_Gen5")["GP_Gen5_8"];
    private static readonly PoolLimits Open = new(0, 8);

    private static PoolMember Member(string name, Func<int, double?> used, Func<int, bool>? atLimit = null) =>
        new(name, [.. Enumerable.Range(0, Day).Select(i => new MemberMinute(used(i), atLimit?.Invoke(i) == true))]);

    /// <summary>Half an hour in which one of five databases takes the pool, and the four others get what is left.</summary>
    private static PoolMember[] OneNoisy(Func<int, double> quiet) =>
    [
        Member("noisy", i => i is >= 600 and < 630 ? 8 - (4 * 0.2) : 0.5),
        .. Enumerable.Range(0, 4).Select(n => Member($"quiet{n}", i => i is >= 600 and < 630 ? 0.2 : quiet(i))),
    ];

    [Fact]
    public void A_noisy_database_is_kept_from_starving_the_others_and_the_gain_is_told()
    {
        var (limits, gain) = PoolTuner.Tune(Open, OneNoisy(_ => 0.9), Pool);

        // A guarantee of one vCore to each of five would leave less than half of the pool: the maximum has to do it.
        Assert.Equal(new PoolLimits(0, 4), limits);
        Assert.Equal(ReasonCode.TriggerMoved, gain!.Code);
        Assert.Contains("guaranteed 0 and may take 4 vCores, instead of 0 and 8", gain.Detail, StringComparison.Ordinal);
        Assert.Contains("0 minutes starved by another instead of 120, 30 at the maximum instead of 0, on the last 24 hours", gain.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_needs_are_guaranteed_and_the_noisy_one_keeps_the_rest()
    {
        var (limits, gain) = PoolTuner.Tune(Open, OneNoisy(_ => 0.45), Pool);

        Assert.Equal(new PoolLimits(0.5, 8), limits);
        Assert.NotNull(gain);
    }

    [Fact]
    public void What_was_chosen_stays_when_the_noisy_database_then_runs_at_its_maximum()
    {
        PoolMember[] capped =
        [
            Member("noisy", i => i is >= 600 and < 650 ? 4 : 0.5, i => i is >= 600 and < 650),
            .. Enumerable.Range(0, 4).Select(n => Member($"quiet{n}", _ => 0.9)),
        ];

        Assert.Equal((new PoolLimits(0, 4), null), PoolTuner.Tune(new PoolLimits(0, 4), capped, Pool));
    }

    [Fact]
    public void A_maximum_that_holds_back_what_a_database_usually_needs_is_raised()
    {
        PoolMember[] grown = [Member("grown", i => i < 600 ? 2 : 0.5, i => i < 600), Member("quiet", _ => 0.5), Member("other", _ => 0.5)];

        var (limits, gain) = PoolTuner.Tune(new PoolLimits(0, 2), grown, Pool);

        Assert.Equal(new PoolLimits(0, 8), limits);
        Assert.Contains("0 at the maximum instead of 600", gain!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Databases_that_never_meet_are_left_alone()
    {
        PoolMember[] calm = [Member("a", i => i % 60 < 10 ? 3 : 0.2), Member("b", _ => 1), Member("c", _ => 2)];

        Assert.Equal((Open, null), PoolTuner.Tune(Open, calm, Pool));
    }

    [Fact]
    public void A_single_database_a_short_past_and_a_pool_in_dtu_change_nothing()
    {
        var members = OneNoisy(_ => 0.9);
        var gaps = members.Select(m => m with { Minutes = [.. m.Minutes.Select((v, i) => i is < 500 or > 700 ? default : v)] }).ToArray();
        var dtu = SizeCatalog.Embedded.Ladder("pool:StandardPool")["StandardPool_800"];

        Assert.Null(PoolTuner.Tune(Open, [members[0]], Pool).Gain);
        Assert.Null(PoolTuner.Tune(Open, gaps, Pool).Gain);
        Assert.Null(PoolTuner.Tune(Open, members, dtu).Gain);
        Assert.Null(PoolTuner.Tune(Open, [], Pool).Gain);
    }

    [Fact]
    public void A_gap_is_no_idle_minute()
    {
        // Without data for most of the day, the few minutes seen are what the database needs.
        PoolMember[] members = [Member("seldom", i => i < 60 ? 6 : null), .. OneNoisy(_ => 0.5)];

        Assert.Equal(7.2, new PoolReplay(members, 8).LargestNeed, 1e-9);
        Assert.Equal(0, new PoolReplay([Member("never", _ => null)], 8).Minutes);
    }

    [Fact]
    public void Only_steps_that_the_region_lists_are_asked_for()
    {
        var listed = Pool with { PerDatabase = [new(3, [0]), new(5, [0]), new(8, [0])] };

        Assert.Equal(new PoolLimits(0, 3), PoolTuner.Tune(Open, OneNoisy(_ => 0.9), listed).Limits);
    }

    [Fact]
    public void Whatever_the_past_a_change_gains_fits_the_pool_and_holds_nobody_below_its_need() =>
        Gen.Select(Gen.Double[0, 9].Array[4, 30].Array[2, 12], Gen.Double[0, 1], Gen.Int[1, 4].Select(i => 2.0 * i)).Sample((use, calm, max) =>
        {
            var members = use.Select((u, n) => Member($"d{n}", i => i / 48 % 4 == 0 ? u[i % u.Length] : calm, i => u[i % u.Length] > 8.9)).ToArray();
            var inForce = new PoolLimits(0, max);

            var (limits, gain) = PoolTuner.Tune(inForce, members, Pool);

            var replay = new PoolReplay(members, Pool.VCores);
            if (gain is null)
            {
                Assert.Equal(inForce, limits);
            }
            else
            {
                Assert.True(replay.Score(limits).Loss < replay.Score(inForce).Loss);
                Assert.True(limits.MaxVCores >= Math.Min(replay.LargestNeed, 8), $"{limits} {replay.LargestNeed}");
                Assert.InRange(limits.MinVCores * members.Length, 0, Pool.VCores);
                Assert.Contains(PerDatabaseStep.OfPool(8), s => s.MaxVCores == limits.MaxVCores && s.MinVCores.Contains(limits.MinVCores));
                Assert.Equal((limits, null), PoolTuner.Tune(limits, members, Pool));
            }
        }, iter: 60);
}
