using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData("""{ "version": "2.0" }""", "/api/stores/{id}")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1/" } } } // comment""", "/v1/stores/{id}")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "/stores/{id}")]
    public void The_prefix_stands_before_every_route(string json, string route)
    {
        File.WriteAllText(_path, json);

        Assert.Equal(route, HostJson.Read(_path).RouteOf("stores/{id}", "GetStore"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": 5 } } }""")]
    [InlineData("[]")]
    public void A_file_that_cannot_be_read_is_named(string json)
    {
        File.WriteAllText(_path, json);

        Assert.Contains(_path, Assert.Throws<InvalidDataException>(() => HostJson.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error_with_a_remedy()
        => Assert.Contains("CopyToOutputDirectory", Assert.Throws<FileNotFoundException>(() => HostJson.Read(_path + ".none")).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);
}
