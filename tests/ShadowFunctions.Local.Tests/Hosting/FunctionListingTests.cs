using System.Net.Http.Json;
using System.Text.Json;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class FunctionListingTests
{
    [Fact]
    public async Task The_listing_names_every_function_with_its_trigger_and_detail()
    {
        await using var app = await StartAsync();

        Assert.Equal(
            """
            AlphaFromSetting     Timer          0 0 6 * * *
            Count                Activity
            Greet                Orchestration
            Say                  Activity
            Start                Http           POST /api/start/{id}
            ZetaEveryTenMinutes  Timer          0 */10 * * * *

            """,
            app.Host.Listing.ToString());
    }

    [Fact]
    public async Task The_listing_is_served()
    {
        await using var app = await StartAsync();

        var functions = await app.Http.GetFromJsonAsync<JsonElement[]>("/admin/functions", TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                """{"name":"AlphaFromSetting","trigger":"Timer","schedule":"0 0 6 * * *"}""",
                """{"name":"Count","trigger":"Activity"}""",
                """{"name":"Greet","trigger":"Orchestration"}""",
                """{"name":"Say","trigger":"Activity"}""",
                """{"name":"Start","trigger":"Http","methods":["POST"],"route":"/api/start/{id}","authLevel":"Anonymous"}""",
                """{"name":"ZetaEveryTenMinutes","trigger":"Timer","schedule":"0 */10 * * * *"}""",
            ],
            functions!.Select(function => function.GetRawText()));
    }

    private static Task<HostedApp> StartAsync()
        => HostedApp.StartAsync(
            [typeof(DurableSamples), typeof(TimerSamples)],
            options => options with { Settings = new Dictionary<string, string?> { ["ALPHA_SCHEDULE"] = "0 0 6 * * *" } });
}
