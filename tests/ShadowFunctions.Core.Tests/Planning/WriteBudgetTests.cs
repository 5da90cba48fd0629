using CsCheck;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class WriteBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly WriteBudgetLimits Limits = new(2, 10);

    private sealed record Change(string Id, bool IsUp, int NeedMinutes);

    private static readonly Gen<Change[]> Changes = Gen.Select(Gen.Bool, Gen.Int[0, 60])
        .Array[1, 60].Select(all => all.Select((c, i) => new Change($"op-{i:000}", c.Item1, c.Item2)).ToArray());

    [Fact]
    public void Each_change_gets_one_turn_the_rate_is_kept_and_the_most_urgent_go_first() => Changes.Sample(changes =>
    {
        var turns = Run(changes, changes);

        Assert.Equal(changes.Length, turns.Count);
        for (var second = 0; second <= turns.Values.Max(); second++)
        {
            Assert.True(turns.Values.Count(t => t <= second) <= Limits.Burst + (Limits.PerSecond * second), $"too many by second {second}");
        }

        var order = changes.OrderByDescending(c => c.IsUp).ThenBy(c => c.NeedMinutes).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => turns[c.Id]).ToList();
        Assert.Equal(order.Order(), order);
    });

    [Fact]
    public void Who_goes_when_does_not_depend_on_who_asks_first() => Changes.Sample(changes =>
        Assert.Equal(Run(changes, changes).OrderBy(t => t.Key), Run(changes, [.. changes.Reverse()]).OrderBy(t => t.Key)));

    [Fact]
    public void A_smaller_size_yields_to_larger_ones_that_ask_later()
    {
        var patient = new WriteRequest("patient", WriteUrgency.Down, NotBefore: Start.AddSeconds(30));
        var first = new WriteBudget().Ask(patient, Limits, Start);
        Assert.Equal((false, 31.0), (first.Granted, first.WaitSeconds));

        var late = first.Budget.Ask(new WriteRequest("late", WriteUrgency.Up), Limits, Start.AddSeconds(20));
        Assert.Equal(1, late.WaitSeconds);
        Assert.True(late.Budget.Ask(new WriteRequest("late", WriteUrgency.Up), Limits, Start.AddSeconds(21)).Granted);

        var early = first.Budget.Ask(patient, Limits, Start.AddSeconds(30));
        Assert.Equal((false, 1.0), (early.Granted, early.WaitSeconds));
        Assert.True(early.Budget.Ask(patient, Limits, Start.AddSeconds(31)).Granted);
    }

    [Fact]
    public void A_smaller_size_does_not_go_while_a_larger_one_is_on_its_way_back_and_goes_when_that_one_is_gone()
    {
        var down = new WriteRequest("down", WriteUrgency.Down);
        var budget = new WriteBudget().Ask(new WriteRequest("up", WriteUrgency.Up), Limits, Start).Budget.Ask(down, Limits, Start).Budget;

        var held = budget.Ask(down, Limits, Start.AddSeconds(75));
        Assert.Equal((false, 1.0), (held.Granted, held.WaitSeconds));
        Assert.True(held.Budget.Ask(down, Limits, Start.AddSeconds(76)).Granted);
    }

    [Fact]
    public void Those_that_still_yield_hold_nobody_up()
    {
        var budget = new WriteBudget { Tokens = 4, At = Start }
            .Ask(new WriteRequest("down", WriteUrgency.Down, Count: 4, NotBefore: Start.AddSeconds(60)), Limits, Start).Budget
            .Ask(new WriteRequest("net", WriteUrgency.Triggers, Count: 4), Limits, Start).Budget;

        Assert.True(budget.Ask(new WriteRequest("net", WriteUrgency.Triggers, Count: 4), Limits, Start.AddSeconds(1)).Granted);
    }

    /// <summary>Seconds from the first attempt of an activity to the one that succeeds, by the number of faults it met.</summary>
    private static readonly int[] Repeats = [0, 5, 15, 35, 75];

    private static readonly Gen<(Change Change, int AsksAfter, int ReadsFor)[]> Faulty =
        Gen.Select(Gen.Bool, Gen.Int[0, 60], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4]).Array[1, 60]
            .Select(all => all.Select((c, i) => (new Change($"op-{i:000}", c.Item1, c.Item2), Repeats[c.Item3] + Repeats[c.Item4], Repeats[c.Item5])).ToArray());

    [Fact]
    public void Whatever_faults_the_passes_of_a_cycle_meet_every_larger_size_goes_before_every_smaller_one() => Faulty.Sample(all =>
    {
        var budget = new WriteBudget();
        var sent = new Dictionary<string, int>();
        var reading = new Dictionary<string, int>();
        var next = all.ToDictionary(a => a.Change.Id, a => a.AsksAfter);
        while (sent.Count < all.Length)
        {
            var now = next.Where(n => !sent.ContainsKey(n.Key)).Min(n => n.Value);
            foreach (var (change, _, readsFor) in all.Where(a => !sent.ContainsKey(a.Change.Id) && next[a.Change.Id] == now))
            {
                var request = new WriteRequest(
                    change.Id, change.IsUp ? WriteUrgency.Up : WriteUrgency.Down, Start.AddMinutes(change.NeedMinutes), NotBefore: change.IsUp ? null : Start.AddSeconds(150));
                var answer = budget.Ask(request, Limits, Start.AddSeconds(now));
                if (answer.Granted && reading.TryAdd(change.Id, now) && readsFor > 0)
                {
                    // Its turn has come; what it reads before it takes the turn has to be repeated, and its place stays as it was.
                    next[change.Id] = now + readsFor;
                    continue;
                }

                budget = answer.Budget;
                next[change.Id] = now + (int)answer.WaitSeconds;
                if (answer.Granted)
                {
                    sent[change.Id] = now;
                }
            }
        }

        var ups = all.Where(a => a.Change.IsUp).Select(a => sent[a.Change.Id]).DefaultIfEmpty().Max();
        var downs = all.Where(a => !a.Change.IsUp).Select(a => sent[a.Change.Id]).DefaultIfEmpty(int.MaxValue).Min();
        Assert.True(ups <= downs, $"a larger size went at {ups} s, a smaller one at {downs} s");
    });

    [Fact]
    public void A_change_that_was_let_through_and_asks_again_takes_no_second_token()
    {
        var budget = new WriteBudget().Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start).Budget;
        var first = budget.Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start.AddSeconds(1));
        var again = first.Budget.Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start.AddSeconds(1));

        Assert.True(first.Granted && again.Granted);
        Assert.Equal(first.Budget.Tokens, again.Budget.Tokens);
    }

    [Fact]
    public void A_pause_that_the_platform_asked_for_holds_everyone_back()
    {
        var budget = new WriteBudget().Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start).Budget.Heed(TimeSpan.FromSeconds(30), null, Limits, Start);

        var held = budget.Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start.AddSeconds(1));
        Assert.False(held.Granted);
        Assert.Equal(29, held.WaitSeconds);
        Assert.True(held.Budget.Ask(new WriteRequest("a", WriteUrgency.Up, null), Limits, Start.AddSeconds(30)).Granted);
    }

    [Fact]
    public void What_nobody_waits_for_takes_the_upper_half_of_the_bucket_and_no_more()
    {
        var (budget, taken) = (new WriteBudget(), 0);
        for (var answer = budget.TakeSpare(Limits, Start); answer.Granted; answer = budget.TakeSpare(Limits, Start))
        {
            (budget, taken) = (answer.Budget, taken + 1);
        }

        Assert.Equal(6, taken);
        Assert.Equal(4, budget.Tokens);
        var wait = budget.TakeSpare(Limits, Start).WaitSeconds;
        Assert.Equal(1, wait);
        Assert.True(budget.TakeSpare(Limits, Start.AddSeconds(wait)).Granted);
    }

    [Theory]
    [InlineData(WriteUrgency.Up)]
    [InlineData(WriteUrgency.Down)]
    [InlineData(WriteUrgency.Triggers)]
    public void It_gives_way_to_whoever_waits_and_to_a_pause_of_the_platform(WriteUrgency urgency)
    {
        var waiting = new WriteBudget().Ask(new WriteRequest("a", urgency), Limits, Start).Budget;
        Assert.False(waiting.TakeSpare(Limits, Start.AddSeconds(1)).Granted);
        Assert.True(waiting.Ask(new WriteRequest("a", urgency), Limits, Start.AddSeconds(1)).Budget.TakeSpare(Limits, Start.AddSeconds(1)).Granted);

        var paused = new WriteBudget().Heed(TimeSpan.FromSeconds(30), null, Limits, Start);
        Assert.Equal((false, 30.0), (paused.TakeSpare(Limits, Start).Granted, paused.TakeSpare(Limits, Start).WaitSeconds));
        Assert.True(paused.TakeSpare(Limits, Start.AddSeconds(30)).Granted);
    }

    [Fact]
    public void A_bucket_of_one_can_be_spared_when_it_is_full()
    {
        var limits = new WriteBudgetLimits(1, 1);
        var first = new WriteBudget().TakeSpare(limits, Start);
        Assert.True(first.Granted);
        Assert.False(first.Budget.TakeSpare(limits, Start).Granted);
        Assert.True(first.Budget.TakeSpare(limits, Start.AddSeconds(1)).Granted);
    }

    [Fact]
    public void What_the_platform_has_left_is_the_most_there_is() =>
        Assert.Equal(3, new WriteBudget().Heed(null, 3, Limits, Start).Tokens);

    [Fact]
    public void Several_writes_go_together_or_not_at_all_and_after_every_change_of_size()
    {
        var budget = new WriteBudget { Tokens = 4, At = Start }
            .Ask(new WriteRequest("net", WriteUrgency.Triggers, Count: 4), Limits, Start).Budget
            .Ask(new WriteRequest("down", WriteUrgency.Down), Limits, Start).Budget;

        var held = budget.Ask(new WriteRequest("net", WriteUrgency.Triggers, Count: 4), Limits with { PerSecond = 0.1 }, Start.AddSeconds(1));
        Assert.False(held.Granted);
        Assert.True(held.Budget.Ask(new WriteRequest("down", WriteUrgency.Down), Limits, Start.AddSeconds(1)).Granted);
        Assert.True(held.Budget.Withdraw("down").Ask(new WriteRequest("net", WriteUrgency.Triggers, Count: 4), Limits, Start.AddSeconds(1)).Granted);
    }

    [Fact]
    public void Whoever_does_not_come_back_holds_nobody_up()
    {
        var empty = new WriteBudget { Tokens = 0, At = Start }.Ask(new WriteRequest("gone", WriteUrgency.Up, Start), Limits, Start).Budget;
        var later = Start.AddMinutes(10);
        var budget = empty.Ask(new WriteRequest("here", WriteUrgency.Down), Limits, later).Budget;

        Assert.Equal("here", Assert.Single(budget.Waiting).Id);
    }

    /// <summary>Seconds after which each change is let through when all ask at once, in the order given, and come back when told.</summary>
    private static Dictionary<string, double> Run(Change[] changes, IReadOnlyList<Change> order)
    {
        Assert.Equal(changes.Length, order.Count);
        var budget = new WriteBudget();
        var next = order.ToDictionary(c => c.Id, _ => 0.0);
        var turns = new Dictionary<string, double>();
        while (turns.Count < order.Count)
        {
            var now = next.Where(n => !turns.ContainsKey(n.Key)).Min(n => n.Value);
            foreach (var change in order.Where(c => !turns.ContainsKey(c.Id) && next[c.Id] <= now))
            {
                var answer = budget.Ask(new WriteRequest(change.Id, change.IsUp ? WriteUrgency.Up : WriteUrgency.Down, Start.AddMinutes(change.NeedMinutes)), Limits, Start.AddSeconds(now));
                budget = answer.Budget;
                if (answer.Granted)
                {
                    turns[change.Id] = now;
                }
                else
                {
                    next[change.Id] = now + answer.WaitSeconds;
                }
            }
        }

        return turns;
    }
}
