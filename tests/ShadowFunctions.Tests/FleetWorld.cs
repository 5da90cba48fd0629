using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Fleet;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Tests;

/// <summary>The whole app on this machine, its clock standing still until a test moves it.</summary>
internal sealed class FleetWorld : IAsyncDisposable
{
    /// <summary>Needs about what it has: nothing is changed.</summary>
    public const string Calm = "calm";

    /// <summary>Needs far more than it has: a change is due at once.</summary>
    public const string Short = "short";

    public static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder;

    private FleetWorld(DirectoryInfo folder, LocalFleet fleet)
    {
        _folder = folder;
        Fleet = fleet;
        Http = new HttpClient { BaseAddress = fleet.BaseAddress };
    }

    public LocalFleet Fleet { get; }

    public HttpClient Http { get; }

    public string StateDirectory => _folder.FullName;

    public DurableEngine Engine => Fleet.Services.GetRequiredService<DurableEngine>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<FleetWorld> OpenAsync(params (string Name, string Value)[] settings) => OpenAsync(null, settings);

    public static Task<FleetWorld> OpenAsync(Action<IServiceCollection>? replace, params (string Name, string Value)[] settings) => OpenAsync(o => o with
    {
        Settings = settings.ToDictionary(s => s.Name, s => (string?)s.Value),
        OverrideServices = replace,
    });

    /// <summary>Opens a world that differs from the usual one.</summary>
    public static async Task<FleetWorld> OpenAsync(Func<LocalFleetOptions, LocalFleetOptions> change)
    {
        var folder = Directory.CreateTempSubdirectory("shadow-app-tests-");
        var options = new LocalFleetOptions
        {
            StateDirectory = folder.FullName,
            Stores =
            [
                new LocalStore(Calm, "fits", "GP_Gen5", "GP_Gen5_2", new ConstantTrace(1), []),
                new LocalStore(Short, "needs more", "GP_Gen5", "GP_Gen5_2", new ConstantTrace(6), []),
            ],
            Start = Start,
            BackfillDays = 1,
            Port = 0,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
        };
        return new FleetWorld(folder, await LocalFleet.StartAsync(change(options), Cancel));
    }

    /// <summary>Waits until nothing is under way; the clock stands still.</summary>
    public Task IdleAsync() => Engine.Work.WhenIdleAsync(Cancel);

    /// <summary>Lets time pass without the app's timer.</summary>
    public Task PassAsync(TimeSpan time) =>
        new RuntimeLoop(Engine, [], new RuntimeLoopOptions(), TimeProvider.System).RunUntilAsync(Fleet.Now + time, Cancel);

    /// <summary>Asks for one cycle and lets it run until nothing moves but time; returns its id.</summary>
    public async Task<string> RunCycleAsync()
    {
        using var answer = await Http.PostAsync(new Uri("api/cycles", UriKind.Relative), null, Cancel);
        answer.EnsureSuccessStatusCode();
        await IdleAsync();
        return (await JsonAsync(answer))["id"]!.GetValue<string>();
    }

    /// <summary>Sends a request with or without a body.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null) => Http.SendAsync(
        new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        },
        Cancel);

    /// <summary>What a path answers.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        return await JsonAsync(answer.EnsureSuccessStatusCode());
    }

    /// <summary>Gives a store's owner the last word.</summary>
    public Task AskOwnerOfAsync(string storeId) => ChangeAsync(storeId, store => store["mode"] = "approve");

    /// <summary>Sends a store again with a change.</summary>
    public async Task ChangeAsync(string storeId, Action<JsonObject> change)
    {
        var store = (await GetAsync($"api/stores/{storeId}")).AsObject();
        var body = new JsonObject { ["mode"] = store["mode"]!.DeepClone() };
        foreach (var property in (string[])["kind", "resourceId", "region", "configuration", "productionConnection", "shadowConnection"])
        {
            body[property] = store[property]?.DeepClone();
        }

        change(body);

        using var answer = await SendAsync(HttpMethod.Put, $"api/stores/{storeId}", body.ToJsonString());
        answer.EnsureSuccessStatusCode();
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;

    /// <summary>Everything the app and the durable engine have stored, as text.</summary>
    public string Stored() => Dump("state.db") + Dump("runtime.db");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Fleet.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private string Dump(string file)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, file), Pooling = false, Mode = SqliteOpenMode.ReadOnly };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            text.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table}\"")).Append('\n');
        }

        return text.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var cells = Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture));
            rows.Add(string.Join('|', cells));
        }

        return rows;
    }
}
