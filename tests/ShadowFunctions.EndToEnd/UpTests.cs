using System.Text.Json.Nodes;

namespace ShadowFunctions.EndToEnd;

/// <summary>The whole loop, two emulated hours of it, as a user starts it.</summary>
public sealed class UpTests(UpRunFixture run) : IClassFixture<UpRunFixture>
{
    private static readonly string[] Outcomes = ["verified", "failed", "cancelled", "superseded"];

    [Fact]
    public void A_run_ends_well_and_says_what_it_paid()
    {
        run.Result.MustSucceed();
        Assert.Contains("Paid $", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_store_is_predicted_sampled_and_rehearsed()
    {
        Assert.Equal(6, run.Summary.Stores().Count);
        Assert.All(run.Summary.Stores(), store =>
        {
            Assert.InRange(store.Number("cycles"), 1, UpRunFixture.Cycles);
            Assert.InRange(store.Number("predictions"), 1, UpRunFixture.Cycles);
            Assert.True(store.Number("replicatedRows") > 0, $"{store.Text("id")} copied no rows.");
            Assert.True(store.Number("replicatedBytes") > 0, $"{store.Text("id")} copied no bytes.");
            Assert.True(store.Number("workloadRuns") >= 1, $"{store.Text("id")} was never rehearsed.");
        });
    }

    [Fact]
    public void Some_change_is_verified_before_it_is_needed() =>
        Assert.Contains(
            run.Summary.Stores().SelectMany(s => s.Operations()),
            o => o.Text("outcome") == "verified" && o.Time("readyAt") <= o.Time("neededAt"));

    [Fact]
    public void Every_change_is_sent_at_most_once_and_every_verified_one_exactly_once() =>
        Assert.All(run.Summary.Stores().SelectMany(s => s.Operations()), o =>
        {
            Assert.Contains(o.Text("outcome"), Outcomes);
            Assert.InRange(o.Number("patches"), o.Text("outcome") == "verified" ? 1 : 0, 1);
            Assert.True(o.Text("outcome") != "verified" || o.Time("requestedAt") < o.Time("readyAt"), $"{o} is ready before it was asked for.");
        });

    [Fact]
    public void The_summary_has_the_names_of_its_contract()
    {
        const string sums = "cycles predictions replicatedRows replicatedBytes workloadRuns triggerChanges scaleOperations minutesShort unservedVCoreHours cost staticPeak reactive";
        Assert.Equal("cycles seed stores total", run.Summary.Keys());
        Assert.Equal(UpRunFixture.Cycles, run.Summary.Number("cycles"));
        Assert.Equal(sums, run.Summary["total"].Keys());
        Assert.All(run.Summary.Stores().Append(run.Summary["total"]!.AsObject()), each =>
        {
            Assert.Equal("cost minutesShort", each["staticPeak"].Keys());
            Assert.Equal("cost minutesShort", each["reactive"].Keys());
        });
        Assert.All(run.Summary.Stores(), store => Assert.Equal("id " + sums, store.Keys()));
        Assert.All(run.Summary.Stores().SelectMany(s => s.Operations()), o =>
            Assert.Equal("id decisionId from to requestedAt readyAt neededAt outcome patches", o.Keys()));
    }

    [Fact]
    public void The_totals_are_the_sums()
    {
        var (stores, total) = (run.Summary.Stores(), run.Summary["total"]!.AsObject());
        foreach (var (name, value) in total)
        {
            if (value is JsonObject policy)
            {
                Assert.All(policy, p => Assert.Equal(stores.Sum(s => s[name]!.AsObject().Number(p.Key)), p.Value!.GetValue<double>(), 6));
            }
            else
            {
                var sum = name == "scaleOperations" ? stores.Sum(s => s.Operations().Count) : stores.Sum(s => s.Number(name));
                Assert.Equal(sum, value!.GetValue<double>(), 6);
            }
        }
    }
}
