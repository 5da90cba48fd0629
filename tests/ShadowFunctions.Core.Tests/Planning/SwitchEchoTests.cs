using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

/// <summary>Which full minutes are short: seen through the budget of short minutes, from which a minute of its own is taken for each.</summary>
public class SwitchEchoTests
{
    private const double Limit = 0.005;

    [Fact]
    public void A_store_that_was_made_too_small_is_short()
    {
        // Twelve minutes may be the switch's own, the rest are not.
        Assert.Equal(18, Spent([.. Minutes(20, "S8", false), .. Minutes(30, "S4", true)]));
    }

    [Fact]
    public void What_queued_up_before_a_switch_up_may_drain_for_a_while()
    {
        Assert.Equal(5, Spent([.. Minutes(10, "S4", false), .. Minutes(5, "S4", true), .. Minutes(20, "S8", true), .. Minutes(5, "S8", false)]));
    }

    [Fact]
    public void A_larger_size_that_stays_full_for_an_hour_is_too_small_too()
    {
        Assert.InRange(Spent([.. Minutes(10, "S4", true), .. Minutes(100, "S8", true)]), 10 + 50, 10 + 60);
    }

    [Fact]
    public void Minutes_full_long_after_a_switch_are_short_from_the_first()
    {
        Assert.Equal(7, Spent([.. Minutes(1, "S8", false), .. Minutes(15, "S4", false), .. Minutes(7, "S4", true)]));
    }

    [Fact]
    public void A_few_full_minutes_after_a_switch_down_are_the_switchs()
    {
        Assert.Equal(0, Spent([.. Minutes(10, "S8", false), .. Minutes(2, "S4", true), .. Minutes(20, "S4", false)]));
    }

    [Fact]
    public void A_minute_of_unknown_size_is_no_switch()
    {
        Assert.Equal(7, Spent([.. Minutes(15, "S4", false), .. Minutes(1, "", false), .. Minutes(7, "S4", true)]));
        Assert.Equal(0, Spent([.. Minutes(10, "S8", false), .. Minutes(1, "", false), .. Minutes(2, "S4", true), .. Minutes(20, "S4", false)]));
    }

    /// <summary>Reading the minutes in any pieces gives the same budget, as long as the pieces look back far enough.</summary>
    [Fact]
    public void Cycles_of_any_length_count_the_same() =>
        Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.OneOf(Gen.Const("S4"), Gen.Const("S6"), Gen.Const("S8")), Gen.Int[1, 40], Gen.Bool).Array[1, 6]).Sample((every, runs) =>
        {
            UsageSample[] all = [.. At([.. runs.SelectMany(r => Minutes(r.Item2, r.Item1, r.Item3))])];
            PlanMemory? memory = null;
            for (var seen = every; seen < all.Length; seen += every)
            {
                memory = Observe(memory, all[..seen]);
            }

            Assert.Equal(Observe(null, all).Budget.CreditMinutes, Observe(memory, all).Budget.CreditMinutes, 6);
        });

    private static IEnumerable<(string Size, bool Full)> Minutes(int count, string size, bool full) => Enumerable.Repeat((size, full), count);

    private static IEnumerable<UsageSample> At((string Size, bool Full)[] minutes) => minutes.Select((m, i) => new UsageSample(
        Given.Now.AddMinutes(i),
        new ResourceAmounts { CpuVCores = m.Size.Length == 0 ? 1 : (m.Full ? 1 : 0.5) * Given.Ladder()[m.Size].Limits.CpuVCores },
        m.Full,
        m.Size.Length == 0 ? null : m.Size));

    private static PlanMemory Observe(PlanMemory? memory, UsageSample[] samples) =>
        PlanMemory.Observe(memory, Given.Ladder(), samples, samples[^1].Minute, Limit);

    private static int Spent(IEnumerable<(string Size, bool Full)> minutes)
    {
        UsageSample[] samples = [.. At([.. minutes])];
        var credit = Observe(null, samples).Budget.CreditMinutes;
        return (int)Math.Round((samples.Length * Limit) - credit);
    }
}
