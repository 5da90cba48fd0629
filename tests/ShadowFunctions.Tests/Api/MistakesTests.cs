using System.Net;
using System.Text;
using System.Text.Json;

namespace ShadowFunctions.Tests.Api;

/// <summary>Every mistake is answered with the field, the value and a remedy, and changes nothing.</summary>
public class MistakesTests(SharedFleet shared) : IClassFixture<SharedFleet>
{
    public static TheoryData<Mistake> All =>
        [.. StoreMistakes.All, .. ConfigurationMistakes.All, .. ScenarioMistakes.All, .. OtherMistakes.All];

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_is_named_with_field_value_and_remedy_and_changes_nothing(Mistake mistake)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        var before = shared.World.Stored();

        using var answer = await SendAsync(mistake);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((HttpStatusCode)mistake.Status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        var errors = problem.RootElement.GetProperty("errors").EnumerateArray().ToList();
        var named = errors.Where(e => e.GetProperty("field").GetString() == mistake.Field).ToList();
        Assert.True(named.Count > 0, $"No error names '{mistake.Field}': {text}");
        Assert.Contains(named, e => ValueOf(e) == mistake.Value && e.GetProperty("remedy").GetString()!.Contains(mistake.Remedy, StringComparison.Ordinal));
        Assert.All(errors, e => Assert.False(string.IsNullOrWhiteSpace(e.GetProperty("remedy").GetString())));
        Assert.Equal(mistake.Status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(before, shared.World.Stored());
    }

    [Fact]
    public async Task Several_mistakes_are_all_named_at_once()
    {
        var mistake = new Mistake(
            "three", "PUT api/stores/new", StoreBody.With("configuration", """{"replication":{"sampleFraction":2},"triggers":{"minChangePercent":-1}}""", region: "West Europe"),
            400, "region", "West Europe", "");

        using var answer = await SendAsync(mistake);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["region", "configuration.replication.sampleFraction", "configuration.triggers.minChangePercent"],
            problem.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
        Assert.Contains("3 mistakes", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_mistakes_has_no_two_of_one_name()
    {
        var names = All.Select(m => m.Data.Name).ToList();

        Assert.True(names.Count >= 35, $"{names.Count} mistakes");
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    private static string? ValueOf(JsonElement error) =>
        error.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private async Task<HttpResponseMessage> SendAsync(Mistake mistake)
    {
        var (verb, path) = mistake.Request.Split(' ') is [var v, var p] ? (v, p) : throw new FormatException(mistake.Request);
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(path, UriKind.Relative));
        request.Content = mistake.Body is null ? null : new StringContent(mistake.Body, Encoding.UTF8, "application/json");
        return await shared.World.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
