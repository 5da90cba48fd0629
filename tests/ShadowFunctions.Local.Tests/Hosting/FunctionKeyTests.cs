using System.Net;
using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class FunctionKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_not_asked_for_unless_enabled()
    {
        await using var app = await HostedApp.StartAsync([typeof(HttpSamples)]);

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/guarded", Token)).StatusCode);
        Assert.False(File.Exists(Path.Combine(app.Folder, FunctionKeys.FileName)));
    }

    [Theory]
    [InlineData("/api/guarded", HttpStatusCode.Unauthorized)]
    [InlineData("/api/guarded?code=wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/admin/functions", HttpStatusCode.Unauthorized)]
    [InlineData("/runtime/webhooks/durabletask/instances", HttpStatusCode.Unauthorized)]
    [InlineData("/api/clock", HttpStatusCode.OK)]
    public async Task Without_the_key_only_anonymous_functions_answer(string path, HttpStatusCode status)
    {
        await using var app = await StartGuardedAsync();

        Assert.Equal(status, (await app.Http.GetAsync(path, Token)).StatusCode);
    }

    [Fact]
    public async Task The_key_in_the_state_folder_opens_as_header_and_as_query()
    {
        await using var app = await StartGuardedAsync();
        var key = await File.ReadAllTextAsync(Path.Combine(app.Folder, FunctionKeys.FileName), Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/guarded") { Headers = { { "x-functions-key", key } } };

        Assert.Equal(HttpStatusCode.OK, (await app.Http.SendAsync(request, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync($"/admin/functions?code={key}", Token)).StatusCode);
    }

    [Fact]
    public void The_key_is_kept_between_starts_and_readable_by_its_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-key-");
        try
        {
            var first = FunctionKeys.Open(folder.FullName);

            Assert.Equal(first.Key, FunctionKeys.Open(folder.FullName).Key);
            Assert.DoesNotContain(first.Key, first.ToString(), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, FunctionKeys.FileName)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<HostedApp> StartGuardedAsync()
        => HostedApp.StartAsync([typeof(HttpSamples)], options => options with { RequireKeys = true });
}
