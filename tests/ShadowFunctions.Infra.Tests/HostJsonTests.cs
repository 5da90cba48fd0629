namespace ShadowFunctions.Infra.Tests;

public sealed class HostJsonTests
{
    [Fact]
    public void Durable_settings_sit_where_the_host_reads_them()
    {
        var host = Repository.Json("host.json");
        var durable = host.GetProperty("extensions").GetProperty("durableTask");

        Assert.Equal("2.0", host.GetProperty("version").GetString());
        Assert.Equal("%TASKHUB_NAME%", durable.GetProperty("hubName").GetString());
        Assert.False(host.TryGetProperty("durableTask", out _));
        Assert.DoesNotContain("extensions.durableTask", Repository.Read("host.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_and_outputs_are_not_traced() => Assert.False(
        Repository.Json("host.json").GetProperty("extensions").GetProperty("durableTask").GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean());

    [Fact]
    public void The_address_of_the_alert_webhook_follows_the_route_prefix()
    {
        var prefix = Repository.Json("host.json").GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString();

        Assert.Contains($"/{prefix}/alerts?code=<key>", Repository.Read("infra/hooks/postprovision.sh"), StringComparison.Ordinal);
    }
}
