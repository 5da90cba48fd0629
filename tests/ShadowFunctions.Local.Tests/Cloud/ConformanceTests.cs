using System.Text.Json.Nodes;
using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>The emulated cloud gives every published answer, shape for shape.</summary>
public class ConformanceTests
{
    public static TheoryData<string> Files => [.. ConformanceCases.All.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_emulated_cloud_gives_the_published_answer(string file)
    {
        var published = PayloadFiles.Read(file);
        await using var cloud = await StartAsync(o => file.Contains("GetMetricError", StringComparison.Ordinal)
            ? o with { Faults = new FaultScript { MetricErrors = new Dictionary<string, string> { ["sessions_percent"] = "InvalidSamplingType" } } }
            : o);

        var reply = await ConformanceCases.All[file](cloud, published);

        Assert.InRange(reply.Status, 200, 201);
        if (published["responses"]!["200"]!["body"] is JsonObject body)
        {
            PayloadShape.Assert(body, reply.Body!);
        }
    }

    [Fact]
    public void Every_published_payload_has_its_case() => Assert.Equal(PayloadFiles.All, ConformanceCases.All.Keys.Order(StringComparer.Ordinal));
}
