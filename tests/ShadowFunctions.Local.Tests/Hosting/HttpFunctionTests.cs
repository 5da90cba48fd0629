using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class HttpFunctionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/green", "Green")]
    [InlineData("", "")]
    public async Task Route_values_become_arguments(string tail, string colour)
    {
        await using var app = await StartAsync();
        var id = "0f8fad5b-d9cb-469f-a165-70867728950e";

        var text = await app.Http.GetStringAsync($"/api/values/shop%20one/7/{id}/2026-03-01T10:00:00Z{tail}", Token);

        Assert.Equal($"GET shop one 7 {id} 2026-03-01T10:00:00.0000000+00:00 {colour}", text);
    }

    [Fact]
    public async Task Services_come_through_the_constructor_and_time_is_the_emulated_clock()
    {
        await using var app = await StartAsync();

        Assert.Equal(HostedApp.Start.ToString("o"), await app.Http.GetStringAsync("/api/clock", Token));
    }

    [Fact]
    public async Task A_function_can_take_its_context_a_durable_client_and_a_token()
    {
        await using var app = await StartAsync();

        var answer = await app.Http.GetFromJsonAsync<JsonElement>("/api/context/shop", Token);

        Assert.Equal("Context", answer.GetProperty("name").GetString());
        Assert.Equal(["client", "request"], answer.GetProperty("bindings").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("shop", answer.GetProperty("part").GetString());
        Assert.True(answer.GetProperty("sameRequest").GetBoolean());
        Assert.True(answer.GetProperty("sameScope").GetBoolean());
        Assert.Equal("local", answer.GetProperty("client").GetString());
        Assert.True(answer.GetProperty("canBeCanceled").GetBoolean());
    }

    [Fact]
    public async Task A_body_is_bound_and_a_plain_result_is_json()
    {
        await using var app = await StartAsync();

        var answer = await app.Http.PostAsJsonAsync("/api/echo", new { item = "tea", quantity = 2 }, Token);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"item":"tea","quantity":3}""", await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task A_function_may_write_the_response_itself(string verb)
    {
        await using var app = await StartAsync();

        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), "/api/write"), Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(verb, await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Without_a_route_the_name_is_the_route_and_without_verbs_all_are_served(string verb)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(verb), "/api/Unrouted"), Token)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/clock")]
    [InlineData("HEAD", "/api/clock")]
    [InlineData("GET", "/clock")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api/values/a/not-a-number/0f8fad5b-d9cb-469f-a165-70867728950e/2026-03-01")]
    public async Task A_wrong_verb_route_or_constraint_is_404_without_a_body(string verb, string path)
        => await ExpectEmptyAsync(HttpStatusCode.NotFound, new HttpRequestMessage(new HttpMethod(verb), path));

    [Fact]
    public async Task An_exception_is_500_without_a_body()
        => await ExpectEmptyAsync(HttpStatusCode.InternalServerError, new HttpRequestMessage(HttpMethod.Get, "/api/fail"));

    [Fact]
    public async Task A_route_value_that_is_not_of_its_type_is_500_without_a_body()
        => await ExpectEmptyAsync(
            HttpStatusCode.InternalServerError,
            new HttpRequestMessage(HttpMethod.Get, "/api/values/a/1/0f8fad5b-d9cb-469f-a165-70867728950e/never"));

    [Fact]
    public async Task A_bound_body_that_is_not_json_is_500_without_a_body()
        => await ExpectEmptyAsync(
            HttpStatusCode.InternalServerError,
            new HttpRequestMessage(HttpMethod.Post, "/api/echo") { Content = new StringContent("{", Encoding.UTF8, "application/json") });

    private static async Task ExpectEmptyAsync(HttpStatusCode status, HttpRequestMessage request)
    {
        await using var app = await StartAsync();

        var answer = await app.Http.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Empty(answer.Content.Headers.Allow);
    }

    private static Task<HostedApp> StartAsync() => HostedApp.StartAsync([typeof(HttpSamples)]);
}
