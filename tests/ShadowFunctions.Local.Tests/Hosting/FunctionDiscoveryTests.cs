using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class FunctionDiscoveryTests
{
    [Theory]
    [InlineData(typeof(Twice), "the name 'same' is used by")]
    [InlineData(typeof(NoTrigger), "NoTrigger.Run: has 0 trigger parameters")]
    [InlineData(typeof(TwoTriggers), "TwoTriggers.Run: has 2 trigger parameters")]
    [InlineData(typeof(Hidden), "Hidden.Run: is not public")]
    [InlineData(typeof(WrongTimer), "WrongTimer.Run: trigger parameter 'timer' is String; it must be TimerInfo")]
    [InlineData(typeof(EagerTimer), "EagerTimer.Run: RunOnStartup is not supported")]
    [InlineData(typeof(TimerWithResult), "TimerWithResult.Run: returns Int32")]
    [InlineData(typeof(BadRoute), "BadRoute.Run: route 'a/{b' is not a route template")]
    [InlineData(typeof(LostParameter), "LostParameter.Run: parameter 'store' (String) is neither in the route")]
    [InlineData(typeof(ServiceParameter), "ServiceParameter.Run: parameter 'clock' (TimeProvider) cannot be bound")]
    [InlineData(typeof(Unmakeable), "Unmakeable.Run: is not static and its class cannot be constructed")]
    [InlineData(typeof(ClientInOrchestrator), "ClientInOrchestrator.Run: parameter 'client'")]
    public void A_function_that_cannot_be_hosted_is_named_with_its_fault(Type type, string fault)
    {
        var error = Assert.Throws<FunctionDiscoveryException>(() => FunctionDiscovery.Find([type]));

        Assert.Contains(error.Faults, line => line.Contains(fault, StringComparison.Ordinal));
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var error = Assert.Throws<FunctionDiscoveryException>(() => FunctionDiscovery.Find([typeof(NoTrigger), typeof(BadRoute), typeof(Twice)]));

        Assert.Equal(3, error.Faults.Count);
    }

    [Fact]
    public void Functions_come_in_name_order()
        => Assert.Equal(
            ["Count", "Greet", "Say", "Start"],
            FunctionDiscovery.Find([typeof(Samples.DurableSamples)]).Select(function => function.Name));

    public abstract class Unmakeable
    {
        [Function("f")]
        public abstract void Run([ActivityTrigger] string input);
    }

    public static class Twice
    {
        [Function("same")]
        public static void One([ActivityTrigger] string input)
        {
        }

        [Function("Same")]
        public static void Two([ActivityTrigger] string input)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("f")]
        public static void Run(string input)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("f")]
        public static void Run([ActivityTrigger] string input, [TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public static class Hidden
    {
        [Function("f")]
        internal static void Run([ActivityTrigger] string input)
        {
        }
    }

    public static class WrongTimer
    {
        [Function("f")]
        public static void Run([TimerTrigger("0 * * * * *")] string timer)
        {
        }
    }

    public static class EagerTimer
    {
        [Function("f")]
        public static void Run([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer)
        {
        }
    }

    public static class TimerWithResult
    {
        [Function("f")]
        public static int Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => 1;
    }

    public static class BadRoute
    {
        [Function("f")]
        public static IResult Run([HttpTrigger(Route = "a/{b")] HttpRequest request) => Results.Ok();
    }

    public static class LostParameter
    {
        [Function("f")]
        public static IResult Run([HttpTrigger(Route = "a/{b}")] HttpRequest request, string store) => Results.Ok();
    }

    public static class ServiceParameter
    {
        [Function("f")]
        public static void Run([ActivityTrigger] string input, TimeProvider clock)
        {
        }
    }

    public static class ClientInOrchestrator
    {
        [Function("f")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => Task.CompletedTask;
    }
}
