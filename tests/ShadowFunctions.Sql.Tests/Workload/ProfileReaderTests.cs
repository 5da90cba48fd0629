using System.Text.Json;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload;

namespace ShadowFunctions.Sql.Tests.Workload;

public sealed class ProfileReaderTests
{
    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("null", "give an object")]
    [InlineData("""{"multiplyer": 2}""", "multiplyer")]
    [InlineData("""{"multiplier": 0}""", "multiplier is 0; give a number from 0.01 to 1000")]
    [InlineData("""{"ladder": "XL"}""", "ladder is 'XL'; give one of")]
    [InlineData("""{"sample": {"fraction": 1.5}}""", "sample.fraction is 1.5; give a number above 0 to 1")]
    [InlineData("""{"statements": [{"text": "SELECT 1"}]}""", "statements[0].ratePerSecond is 0; give a number above 0")]
    [InlineData("""{"statements": [{"text": "SELECT 1", "ratePerSecond": 1, "name": "a"}, {"text": "SELECT 2", "ratePerSecond": 1, "name": "a"}]}""", "statements[1].name 'a' stands twice")]
    [InlineData("""{"statements": [{"text": "DROP TABLE t", "ratePerSecond": 1}]}""", "statements[0].text ('unnamed') holds a statement that neither queries nor changes rows")]
    [InlineData("""{"statements": [{"text": "SELECT 1", "ratePerSecond": 1, "parameters": {"@x": {"skew": 1}}}]}""", "names '@x', which the statement does not have; it has @p1")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"skew": 9}}}]}""", "statements[0].parameters['@x'].skew is 9; give a number from 0 to 3")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram"}}}]}""", "shares is []; give the shares of the most popular keys")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"bins": [{"upTo": 1, "weight": 1}]}}}]}""", "bins is a list of 1; give none beside the kind zipf")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram", "shares": [1], "bins": [{"upTo": 1, "weight": 1}]}}}]}""", "bins is a list of 1; give none beside shares")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram", "bins": [{"upTo": 0.5, "weight": 1}]}}}]}""", "bins[0].upTo is 0.5; give a share of the keys above 0: the last bin ends at 1")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram", "bins": [{"upTo": 0.5, "weight": 1}, {"upTo": 0.4, "weight": 1}, {"upTo": 1, "weight": 1}]}}}]}""", "bins[1].upTo is 0.4; give a share of the keys above 0.5 and below 1")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram", "bins": [{"upTo": 1, "weight": -1}]}}}]}""", "bins[0].weight is -1; give a number from 0")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "histogram", "bins": [{"upTo": 1, "weight": 0}]}}}]}""", "bins is a list of 1; give one of them a weight above 0")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"kind": "normal"}}}]}""", "$.statements[0].parameters.@x.kind")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": {"bins": [null]}}}]}""", "bins is null; give a list without null")]
    [InlineData("""{"statements": [{"text": "SELECT @x", "ratePerSecond": 1, "parameters": {"@x": null}}]}""", "parameters['@x'] is null")]
    public void A_mistake_is_named_with_its_remedy(string json, string expected)
    {
        var error = Assert.Throws<ProfileException>(() => ProfileReader.Profile(ProfileReader.Read(json), StatementLanguage.Sqlite, null));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_by_name_is_refused_where_the_server_would_read_an_operator()
    {
        var document = ProfileReader.Read("""{"statements": [{"text": "SELECT 1 FROM t WHERE id = @id", "ratePerSecond": 1}]}""");
        Assert.Single(ProfileReader.Profile(document, StatementLanguage.TSql, null).Items);
        var error = Assert.Throws<ProfileException>(() => ProfileReader.Profile(document, StatementLanguage.PostgreSql, null));
        Assert.Contains("holds the parameter @id by name, where PostgreSQL's are $1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_is_read_and_multiplied()
    {
        var document = ProfileReader.Read(File.ReadAllText(Find("workload.example.json")));
        var profile = ProfileReader.Profile(document, StatementLanguage.Sqlite, null);
        var inEvent = ProfileReader.InEvent(document, profile);
        Assert.Equal((120, 360), (profile.Items[0].RatePerSecond, inEvent.Items[0].RatePerSecond));
        Assert.Equal((0.5, 0.5), (profile.Items[2].RatePerSecond, inEvent.Items[2].RatePerSecond));
        Assert.Equal((20, 100), (profile.Items[3].RatePerSecond, inEvent.Items[3].RatePerSecond));
        Assert.Equal((DistributionKind.Zipf, 0.9), (profile.Items[0].Parameters["@customer"].Kind, profile.Items[0].Parameters["@customer"].Skew));
        Assert.Equal([new HistogramBin(0.8, 1), new HistogramBin(1, 3)], profile.Items[1].Parameters["@customer"].Bins);
        Assert.Equal(["buy", "buy"], profile.Items.Select(i => i.Transaction).OfType<string>());
        Assert.DoesNotContain("LIMIT 20", profile.Items[1].Template.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_knows_every_field()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Find("workload.schema.json")));
        var root = schema.RootElement.GetProperty("properties");
        void Same(Type type, JsonElement properties) => Assert.Equal(
            type.GetProperties().Where(p => p.GetMethod is { IsStatic: false } && p.Name != "EqualityContract").Select(p => p.Name == "Schema" ? "$schema" : JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal),
            properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Same(typeof(ProfileDocument), root);
        Same(typeof(ProfileSample), root.GetProperty("sample").GetProperty("properties"));
        var statement = root.GetProperty("statements").GetProperty("items").GetProperty("properties");
        Same(typeof(ProfileStatement), statement);
        var distribution = statement.GetProperty("parameters").GetProperty("additionalProperties").GetProperty("properties");
        Same(typeof(ParameterDistribution), distribution);
        Same(typeof(HistogramBin), distribution.GetProperty("bins").GetProperty("items").GetProperty("properties"));
        Assert.Equal(Enum.GetNames<DistributionKind>().Select(JsonNamingPolicy.CamelCase.ConvertName), distribution.GetProperty("kind").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!));
    }

    internal static string Find(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "docs", "schemas", file) is var path && File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(file);
    }
}
