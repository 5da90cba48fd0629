using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class LocalHostTests
{
    [Fact]
    public void A_function_class_with_an_unregistered_service_is_a_start_error()
    {
        var error = Assert.Throws<FunctionDiscoveryException>(() => HostedApp.Create([typeof(SlowSamples)]));

        Assert.Contains("SlowSamples: constructor parameter 'gate' (Gate) is not a registered service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_speed_that_is_not_positive_is_a_start_error()
        => Assert.Throws<ArgumentOutOfRangeException>(() => HostedApp.Create([typeof(HttpSamples)], options => options with { SpeedFactor = 0 }));

    [Fact]
    public async Task A_host_that_never_started_can_be_disposed_and_has_no_address()
    {
        await using var app = HostedApp.Create([typeof(HttpSamples)]);

        Assert.Throws<InvalidOperationException>(() => app.Host.BaseAddress);
    }

    [Fact]
    public async Task Options_validated_on_start_are_checked_before_any_work_begins()
    {
        await using var app = HostedApp.Create(
            [typeof(HttpSamples)],
            configure: builder => builder.Services.AddOptions<Limits>().ValidateDataAnnotations().ValidateOnStart());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => app.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(nameof(Limits.Stores), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_wins_over_the_app_and_settings_reach_both()
    {
        await using var app = await HostedApp.StartAsync([typeof(Reader)], options => options with
        {
            Settings = new Dictionary<string, string?> { ["PLACE"] = "here" },
            ConfigureApp = (builder, configuration) => builder.Services.AddSingleton(new Place($"app {configuration["PLACE"]}")),
            OverrideServices = (services, configuration) => services.AddSingleton(new Place($"local {configuration["PLACE"]}")),
        });

        Assert.Equal("local here", await app.Http.GetStringAsync("/api/Place", TestContext.Current.CancellationToken));
    }

    public sealed class Limits
    {
        [Range(1, 10)]
        public int Stores { get; set; }
    }

    public sealed record Place(string Name);

    public sealed class Reader(Place place)
    {
        [Function("Place")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(place.Name);
    }
}
