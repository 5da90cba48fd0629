using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public class RetryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, InlineData(0), InlineData(100)]
    public async Task A_policy_backs_off_in_emulated_time(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        List<DateTimeOffset> attempts = [];
        await OpenAsync(fixture, attempts, failures: 3, TaskOptions.FromRetryPolicy(new RetryPolicy(4, Minute, 2)));

        OrchestrationMetadata done = await fixture.RunAsync("Stubborn");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal([0, 1, 3, 7], MinutesOf(attempts));
    }

    [Fact]
    public async Task The_last_failure_is_thrown_without_a_further_delay()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> attempts = [];
        await OpenAsync(fixture, attempts, failures: 99, TaskOptions.FromRetryPolicy(new RetryPolicy(3, Minute)));

        OrchestrationMetadata done = await fixture.RunAsync("Stubborn");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal([0, 1, 2], MinutesOf(attempts));
        Assert.Equal(EngineFixture.Start.AddMinutes(2), fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task The_interval_is_capped_and_the_timeout_ends_it()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> attempts = [];
        RetryPolicy policy = new(100, Minute, 10, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(12));
        await OpenAsync(fixture, attempts, failures: 99, TaskOptions.FromRetryPolicy(policy));

        await fixture.RunAsync("Stubborn");

        Assert.Equal([0, 1, 6, 11, 16], MinutesOf(attempts));
    }

    [Fact]
    public async Task A_failure_that_the_policy_does_not_handle_is_thrown_at_once()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> attempts = [];
        RetryPolicy policy = new(5, Minute) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        await OpenAsync(fixture, attempts, failures: 99, TaskOptions.FromRetryPolicy(policy));

        await fixture.RunAsync("Stubborn");

        Assert.Single(attempts);
    }

    [Fact]
    public async Task A_handled_failure_is_retried()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> attempts = [];
        RetryPolicy policy = new(5, Minute) { HandleFailure = failure => failure.IsCausedBy<IOException>() };
        await OpenAsync(fixture, attempts, failures: 2, TaskOptions.FromRetryPolicy(policy));

        OrchestrationMetadata done = await fixture.RunAsync("Stubborn");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(3, attempts.Count);
    }

    [Fact]
    public async Task A_handler_decides_and_may_wait()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> attempts = [];
        List<string> asked = [];
        TaskOptions options = TaskOptions.FromRetryHandler(async retry =>
        {
            asked.Add($"{retry.LastAttemptNumber}@{retry.TotalRetryTime.TotalMinutes}");
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(3), retry.CancellationToken);
            return retry.LastAttemptNumber < 3;
        });
        await OpenAsync(fixture, attempts, failures: 99, options);

        await fixture.RunAsync("Stubborn");

        Assert.Equal([0, 3, 6], MinutesOf(attempts));
        Assert.Equal(["1@0", "2@3", "3@6"], asked);
    }

    [Fact]
    public async Task A_child_with_a_fixed_id_is_retried_under_that_id()
    {
        await using EngineFixture fixture = new();
        int runs = 0;
        await fixture
            .Orchestrator("Child", _ => ++runs < 3 ? throw new IOException("busy") : Task.FromResult<object?>(runs))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>(
                "Child", null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, Minute)).WithInstanceId("kid")))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Parent");

        Assert.Equal(3, done.ReadOutputAs<int>());
        Assert.Equal(EngineFixture.Start.AddMinutes(2), fixture.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(60, 60)]
    public void Delays_grow_and_never_overflow(int attempt, double minutes)
    {
        RetryPolicy policy = new(int.MaxValue, Minute, 2);

        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryLoop.DelayBeforeAttempt(policy, attempt));
    }

    [Fact]
    public void An_unlimited_delay_does_not_overflow()
    {
        RetryPolicy policy = new(int.MaxValue, Minute, 2, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.MaxValue, RetryLoop.DelayBeforeAttempt(policy, 5000));
    }

    private static Task<EngineFixture> OpenAsync(EngineFixture fixture, List<DateTimeOffset> attempts, int failures, TaskOptions options) =>
        fixture
            .Activity("Flaky", _ =>
            {
                attempts.Add(fixture.Clock.GetUtcNow());
                return attempts.Count <= failures ? throw new IOException("busy") : "done";
            })
            .Orchestrator("Stubborn", async context => await context.CallActivityAsync<string>("Flaky", null, options))
            .OpenAsync();

    private static IEnumerable<double> MinutesOf(IEnumerable<DateTimeOffset> instants) =>
        instants.Select(instant => (instant - EngineFixture.Start).TotalMinutes);
}
