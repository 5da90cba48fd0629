using System.Globalization;
using System.Text.Json.Nodes;

namespace ShadowFunctions.EndToEnd;

/// <summary>One run that several tests look at.</summary>
public sealed class UpRunFixture : IAsyncLifetime
{
    public const int Cycles = 24;

    private readonly TempFolder _folder = new();

    public JsonObject Summary => EndToEnd.Summary.Read(_folder["out.json"]);

    internal ShadowResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await ShadowProcess.RunAsync(
        TestContext.Current.CancellationToken, Arguments(_folder, "out.json", "state", Cycles));

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static IEnumerable<string> Arguments(TempFolder folder, string json, string state, int cycles) =>
    [
        "up", "--cycles", cycles.ToString(CultureInfo.InvariantCulture), "--speed", "max", "--port", "0", "--json", folder[json], "--state", folder[state],
    ];
}
