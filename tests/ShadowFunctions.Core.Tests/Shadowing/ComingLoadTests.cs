using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public sealed class ComingLoadTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(12);

    private static readonly WorkloadObservation Observed = new("store", Now.AddMinutes(-30), Now, [Template("read", 100), Template("write", 10), Template("write", 30)]);

    [Fact]
    public void Without_a_forecast_or_an_event_the_recorded_mix_is_rehearsed()
    {
        var profile = ComingLoad.Of(Observed, null, [], Now, Ahead);
        Assert.Equal((WorkloadSource.Recorded, "100 10 30"), (profile.Source, Rates(profile)));
        Assert.Equal(WorkloadSource.Recorded, ComingLoad.Of(Observed, Predicted(2, 1.5, 1), [], Now, Ahead).Source);
    }

    [Fact]
    public void The_mix_is_rehearsed_at_the_highest_rates_that_are_forecast()
    {
        var profile = ComingLoad.Of(Observed, Predicted(2, 5, 3), [], Now, Ahead);
        Assert.Equal((WorkloadSource.Forecast, "forecast", "250 25 75"), (profile.Source, profile.Name, Rates(profile)));
    }

    [Fact]
    public void An_announced_event_leads_with_the_rates_it_names()
    {
        var sale = Event("sale", 3) with { Rates = new Dictionary<string, double> { ["write"] = 400, ["never-seen"] = 9 } };
        var profile = ComingLoad.Of(Observed, Predicted(2, 5, 3), ScenarioWindow.Resolve([sale, Event("later", 6)]), Now, Ahead);
        Assert.Equal((WorkloadSource.Scenario, "sale", "100 100 300"), (profile.Source, profile.Name, Rates(profile)));
    }

    [Fact]
    public void An_event_may_multiply_all_and_counts_only_until_the_next_rehearsal()
    {
        var windows = ScenarioWindow.Resolve([Event("rush", 3) with { Multiplier = 4 }]);
        Assert.Equal("400 40 120", Rates(ComingLoad.Of(Observed, null, windows, Now, Ahead)));
        Assert.Equal(WorkloadSource.Recorded, ComingLoad.Of(Observed, null, windows, Now, TimeSpan.FromHours(2)).Source);
        Assert.Equal(WorkloadSource.Recorded, ComingLoad.Of(Observed, null, windows, Now.AddHours(4), Ahead).Source);
    }

    private static ObservedTemplate Template(string id, double rate) =>
        new(new QueryTemplate(id, $"SELECT '{rate}'", QueryClass.Read), rate, new TemplateCost { TemplateId = id });

    private static Scenario Event(string name, int inHours) => new()
    {
        Name = name,
        StartLocal = Now.UtcDateTime.AddHours(inHours),
        EndLocal = Now.UtcDateTime.AddHours(inHours + 1),
    };

    private static ResourcePrediction Predicted(params double[] medians) => new()
    {
        StoreId = "store",
        CycleId = "c",
        CreatedAt = Now,
        LeadTimeMinutes = 10,
        Resources = [new PredictedResource(
            new DemandForecast { Resource = ResourceKind.CpuVCores, Origin = Now, StepMinutes = 5, Levels = [0.5, 0.95], Values = [medians, [.. medians.Select(m => 2 * m)]], Method = "test" },
            PredictionSource.History)],
    };

    private static string Rates(WorkloadProfile profile) => string.Join(' ', profile.Items.Select(i => FormattableString.Invariant($"{i.RatePerSecond:0.###}")));
}
