using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Inventory;

public sealed class AzureCapabilityConformanceTests : CapabilitySourceConformance, IDisposable
{
    private const string Range = """{"minValue":{"limit":1,"unit":"Gigabytes"},"maxValue":{"limit":1024,"unit":"Gigabytes"},"scaleSize":{"limit":1,"unit":"Gigabytes"},"status":"Available"}""";

    private const string Databases = $$$"""
        {"name":"West Europe","status":"Available","supportedServerVersions":[{"name":"12.0","status":"Default","supportedEditions":[
          {"name":"GeneralPurpose","status":"Default","supportedServiceLevelObjectives":[
            {"name":"GP_Gen5_4","sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"status":"Default","supportedMaxSizes":[{{{Range}}}]},
            {"name":"GP_Gen5_6","sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":6},"status":"Disabled","reason":"no room"},
            {"name":"GP_S_Gen5_4","sku":{"name":"GP_S_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"status":"Available",
             "supportedMinCapacities":[{"value":1,"status":"Default"},{"value":0.5,"status":"Available"},{"value":0.25,"status":"Disabled"}],
             "supportedAutoPauseDelay":{"minValue":60,"maxValue":10080,"stepSize":10,"default":60,"unit":"Minutes","doNotPauseValue":-1}}]},
          {"name":"Standard","status":"Visible","supportedServiceLevelObjectives":[
            {"name":"S3","sku":{"name":"Standard","tier":"Standard","capacity":100},"status":"Visible"}]}]}]}
        """;

    private const string Pools = """
        {"name":"West Europe","status":"Available","supportedServerVersions":[{"name":"12.0","status":"Default","supportedElasticPoolEditions":[
          {"name":"GeneralPurpose","status":"Available","supportedElasticPoolPerformanceLevels":[
            {"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"status":"Available","supportedPerDatabaseMaxPerformanceLevels":[
              {"limit":0.25,"unit":"VCores","status":"Available","supportedPerDatabaseMinPerformanceLevels":[{"limit":0,"unit":"VCores"},{"limit":0.25,"unit":"VCores"}]},
              {"limit":4,"unit":"VCores","status":"Default","supportedPerDatabaseMinPerformanceLevels":[{"limit":0,"unit":"VCores"},{"limit":4,"unit":"VCores"}]}]}]},
          {"name":"Standard","status":"Available","supportedElasticPoolPerformanceLevels":[
            {"sku":{"name":"StandardPool","tier":"Standard","capacity":100},"status":"Available"}]}]}]}
        """;

    private readonly FakeAzure _azure = new();

    protected override Task<ICapabilitySource> OpenAsync(int failures = 0)
    {
        _azure.Answer(r => r.Uri.Query.Contains("include=supportedEditions", StringComparison.Ordinal), 200, body: Databases);
        if (failures > 0)
        {
            _azure.Answer(r => r.Uri.Query.Contains("include=supportedElasticPoolEditions", StringComparison.Ordinal), 503, "ServiceUnavailable");
        }

        _azure.Answer(r => r.Uri.Query.Contains("include=supportedElasticPoolEditions", StringComparison.Ordinal), 200, body: Pools);
        return Task.FromResult<ICapabilitySource>(new AzureCapabilitySource(Connect.To(_azure)));
    }

    public void Dispose()
    {
        Assert.All(_azure.Requests, r => Assert.Equal("GET", r.Method));
        _azure.Dispose();
        GC.SuppressFinalize(this);
    }
}
