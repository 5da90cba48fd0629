using Microsoft.DurableTask;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Tests.Orchestrations;

public class RetriesTests
{
    [Fact]
    public void A_transient_fault_is_repeated() => Assert.True(Retries.IsWorthRepeating(Failure(typeof(TransientCloudException).FullName!)));

    [Theory]
    [InlineData(typeof(CloudRefusedException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ConcurrencyException))]
    public void Other_faults_are_not(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Assert.False(Retries.IsWorthRepeating(Failure(type.FullName!)));
    }

    [Theory]
    [InlineData("(unknown)")]
    [InlineData("")]
    public void A_fault_whose_type_was_lost_on_the_way_is_repeated(string type) => Assert.True(Retries.IsWorthRepeating(Failure(type)));

    [Fact]
    public void A_transient_fault_inside_another_is_repeated() =>
        Assert.True(Retries.IsWorthRepeating(Failure("System.AggregateException", Failure("System.Exception", Failure(typeof(TransientCloudException).FullName!)))));

    [Fact]
    public void Repeats_end_after_five_attempts_and_wait_ever_longer()
    {
        var policy = Retries.Transient.Retry?.Policy;

        Assert.Equal(5, policy?.MaxNumberOfAttempts);
        Assert.True(policy?.BackoffCoefficient > 1);
        Assert.True(policy?.MaxRetryInterval <= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_longest_row_of_repeats_is_what_the_policy_waits_in_all()
    {
        var policy = Retries.Transient.Retry!.Policy!;
        var waits = new List<double>();
        for (var next = policy.FirstRetryInterval.TotalSeconds; waits.Count < policy.MaxNumberOfAttempts - 1; next *= policy.BackoffCoefficient)
        {
            waits.Add(Math.Min(next, policy.MaxRetryInterval.TotalSeconds));
        }

        Assert.Equal(waits.Sum(), Retries.Longest.TotalSeconds);
    }

    [Theory]
    [InlineData(5, 150)]
    [InlineData(60, 150)]
    [InlineData(1, 30)]
    public void A_smaller_size_yields_for_all_repeats_of_a_pass_and_at_most_half_a_cycle(int cycleMinutes, double seconds) =>
        Assert.Equal(seconds, WriteGate.Yield(cycleMinutes).TotalSeconds);

    private static TaskFailureDetails Failure(string type, TaskFailureDetails? inner = null) => new(type, "failed", null, inner, null);
}
