using ShadowFunctions.Core.Forecasting;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class StepAggregatorTests
{
    [Fact]
    public void Five_minutes_make_a_step_with_its_mean_and_peak()
    {
        var aggregator = new StepAggregator();
        StepValue? step = null;
        for (var i = 0; i < 5; i++)
        {
            step = aggregator.Add(Series.Start.AddMinutes(i), i, i == 2);
            Assert.Equal(i == 4, step is not null);
        }

        Assert.Equal(new StepValue(Series.Start, 2, 4, true), step);
    }

    [Fact]
    public void Missing_minutes_are_left_out_of_the_mean()
    {
        var aggregator = new StepAggregator();
        Assert.Null(aggregator.Add(Series.Start.AddMinutes(1), 10, false));
        Assert.Null(aggregator.Add(Series.Start.AddMinutes(3), 20, false));
        Assert.Equal(new StepValue(Series.Start, 15, 20, false), aggregator.Add(Series.Start.AddMinutes(7), 1, false));
    }

    [Fact]
    public void Repeated_minutes_and_values_that_are_no_number_are_ignored()
    {
        var aggregator = new StepAggregator();
        _ = aggregator.Add(Series.Start, 10, false);
        Assert.Null(aggregator.Add(Series.Start, 90, false));
        Assert.Null(aggregator.Add(Series.Start.AddMinutes(1), double.NaN, false));
        Assert.Equal(10, aggregator.Add(Series.Start.AddMinutes(5), 1, false)!.Value.Mean);
    }
}
