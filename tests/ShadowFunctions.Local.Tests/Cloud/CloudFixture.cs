using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>An emulated cloud of two databases and a pool with a client that speaks plain HTTP to it.</summary>
internal sealed class CloudFixture : IAsyncDisposable
{
    public const string Server = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-production/providers/Microsoft.Sql/servers/sql-production";
    public const string Orders = $"{Server}/databases/orders";
    public const string Ledger = $"{Server}/databases/ledger";
    public const string Pool = $"{Server}/elasticPools/shared";
    public const string SqlVersion = "api-version=2023-08-01";

    public static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder;
    private readonly HttpClient _client = new();
    private Func<EmulatedCloudOptions, EmulatedCloudOptions> _change = o => o;

    private CloudFixture(DirectoryInfo folder) => _folder = folder;

    public ManualClock Clock { get; } = new(Start);

    public EmulatedCloud Cloud { get; private set; } = null!;

    public static async Task<CloudFixture> StartAsync(Func<EmulatedCloudOptions, EmulatedCloudOptions>? change = null)
    {
        var fixture = new CloudFixture(Directory.CreateTempSubdirectory("cloud-"));
        fixture._change = change ?? (o => o);
        await fixture.OpenAsync();
        return fixture;
    }

    /// <summary>As after a kill: nothing is told to the running one but that its port closes.</summary>
    public async Task ReopenAsync()
    {
        await Cloud.DisposeAsync();
        await OpenAsync();
    }

    public Task<CloudReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<CloudReply> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    public async Task<CloudReply> SendAsync(
        HttpMethod method, string pathOrUrl, string? body = null, string host = "management.azure.com", string? scope = "https://management.azure.com/.default",
        string? clientRequestId = null)
    {
        var path = pathOrUrl.StartsWith("https://", StringComparison.Ordinal) ? new Uri(pathOrUrl).PathAndQuery : pathOrUrl;
        using var request = new HttpRequestMessage(method, new Uri(Cloud.Endpoint, path));
        request.Headers.Add(LoopbackTransport.OriginalHostHeader, host);
        if (clientRequestId is not null)
        {
            request.Headers.Add("x-ms-client-request-id", clientRequestId);
        }

        if (scope is not null)
        {
            var token = new EmulatorCredential().GetToken(new([scope]), default).Token;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new CloudReply(
            (int)response.StatusCode,
            text.Length == 0 ? null : JsonNode.Parse(text),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task OpenAsync() => Cloud = await EmulatedCloud.StartAsync(_change(new EmulatedCloudOptions
    {
        StateDirectory = _folder.FullName,
        Seed = 7,
        Clock = Clock,
        Resources =
        [
            new EmulatedResource { StoreId = "orders", StartSize = "GP_Gen5_8", Trace = new GeneratedTrace(DemandPattern.DailyWeekly, 7) },
            new EmulatedResource { StoreId = "ledger", StartSize = "GP_S_Gen5_16", Trace = new ConstantTrace(3) },
            new EmulatedResource { StoreId = "shared", StartSize = "GP_Gen5_4", Kind = EmulatedResourceKind.ElasticPool, Trace = new ConstantTrace(2) },
        ],
    }), TestContext.Current.CancellationToken);
}

/// <summary>An answer of the cloud.</summary>
internal sealed record CloudReply(int Status, JsonNode? Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? ErrorCode => Body?["error"]?["code"]?.GetValue<string>();

    public JsonNode Properties => Body!["properties"]!;

    public string Text(string name) => Properties[name]!.GetValue<string>();
}
