using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>What every <see cref="IMetricsSource"/> promises.</summary>
public abstract class MetricsSourceConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A fresh world.</summary>
    protected abstract Task<IMetricsWorld> OpenAsync();

    [Fact]
    public async Task Answers_stand_in_the_order_of_the_queries()
    {
        await using var world = await OpenAsync();
        MetricsQuery[] queries = [.. world.Stores.Reverse().Select(s => new MetricsQuery(s, world.From, world.Until))];

        var answers = await world.Source.QueryAsync(queries, Cancel);

        Assert.Equal(queries.Select(q => q.Store.Id), answers.Select(a => a.StoreId));
    }

    [Fact]
    public async Task Use_comes_in_absolute_units_for_each_minute_and_gaps_stay_gaps()
    {
        await using var world = await OpenAsync();
        var answers = await world.Source.QueryAsync([.. world.Stores.Select(s => new MetricsQuery(s, world.From, world.Until))], Cancel);

        foreach (var (store, answer) in world.Stores.Zip(answers))
        {
            var measured = answer.Samples.ToDictionary(s => s.Minute, s => s.Amounts.CpuVCores);
            for (var minute = world.From; minute < world.Until; minute = minute.AddMinutes(1))
            {
                if (world.CpuVCores(store, minute) is { } expected)
                {
                    Assert.Equal(expected, measured[minute]!.Value, 0.001);
                }
                else
                {
                    Assert.True(!measured.TryGetValue(minute, out var value) || value is null, $"{minute:O} has no metrics, but a value");
                }
            }
        }
    }

    [Fact]
    public async Task Samples_ascend_in_time_within_the_window_and_name_the_size()
    {
        await using var world = await OpenAsync();
        var (from, to) = (world.From.AddMinutes(2), world.From.AddMinutes(7));

        var answer = Assert.Single(await world.Source.QueryAsync([new MetricsQuery(world.Stores[0], from, to)], Cancel));

        Assert.NotEmpty(answer.Samples);
        Assert.Equal(answer.Samples.Select(s => s.Minute).Distinct().Order(), answer.Samples.Select(s => s.Minute));
        Assert.All(answer.Samples, s => Assert.InRange(s.Minute, from, to.AddTicks(-1)));
        Assert.All(answer.Samples.Where(s => s.Amounts.CpuVCores is not null), s => Assert.Equal("GP_Gen5_4", s.Size));
    }

    [Fact]
    public async Task A_store_that_is_gone_has_an_error_and_does_not_spoil_the_others()
    {
        await using var world = await OpenAsync();
        var gone = world.Stores[1] with { Id = "gone", ResourceId = world.Stores[1].ResourceId + "-gone" };

        var answers = await world.Source.QueryAsync(
            [new(world.Stores[0], world.From, world.Until), new(gone, world.From, world.Until), new(world.Stores[2], world.From, world.Until)], Cancel);

        Assert.NotEmpty(answers[0].Samples);
        Assert.Empty(answers[1].Samples);
        Assert.NotEmpty(answers[1].Errors);
        Assert.NotEmpty(answers[2].Samples);
    }

    [Fact]
    public async Task The_databases_of_a_pool_come_with_every_minute_and_gaps_stay_gaps()
    {
        await using var world = await OpenAsync();

        var members = await world.Source.MembersAsync(new MetricsQuery(world.Pool, world.From, world.Until), Cancel);

        Assert.Equal(world.Members.Order(StringComparer.Ordinal), members.Select(m => m.Name));
        foreach (var member in members)
        {
            Assert.Equal((int)(world.Until - world.From).TotalMinutes, member.Minutes.Count);
            for (var i = 0; i < member.Minutes.Count; i++)
            {
                var (expected, minute) = (world.MemberCpuVCores(member.Name, world.From.AddMinutes(i)), member.Minutes[i]);
                Assert.Equal(expected is null, minute.CpuVCores is null);
                Assert.Equal(expected ?? 0, minute.CpuVCores ?? 0, 0.001);
                Assert.Equal(expected is not null && world.MemberAtLimit(member.Name, world.From.AddMinutes(i)), minute.AtLimit);
            }
        }
    }

    [Fact]
    public async Task The_databases_of_a_pool_that_is_gone_are_refused()
    {
        await using var world = await OpenAsync();
        var gone = world.Pool with { ResourceId = world.Pool.ResourceId + "-gone" };

        await Assert.ThrowsAsync<CloudRefusedException>(() => world.Source.MembersAsync(new MetricsQuery(gone, world.From, world.Until), Cancel));
    }

    [Fact]
    public async Task No_queries_have_no_answers()
    {
        await using var world = await OpenAsync();

        Assert.Empty(await world.Source.QueryAsync([], Cancel));
    }
}
