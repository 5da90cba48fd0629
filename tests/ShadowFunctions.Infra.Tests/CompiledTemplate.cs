using System.Text.Json;

namespace ShadowFunctions.Infra.Tests;

/// <summary>main.bicep as the resource manager gets it, with the resources of every module.</summary>
internal sealed class CompiledTemplate
{
    private static readonly SemaphoreSlim Compiling = new(1, 1);
    private static CompiledTemplate? _template;

    private CompiledTemplate(JsonElement root)
    {
        Root = root;
        Resources = [.. Walk("main", root)];
    }

    public JsonElement Root { get; }

    public IReadOnlyList<CompiledResource> Resources { get; }

    public static async Task<CompiledTemplate> LoadAsync()
    {
        await Compiling.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_template is null)
            {
                var (exitCode, output, error) = await Bicep.RunAsync("build", "infra/main.bicep", "--stdout");
                Assert.True(exitCode == 0, error);
                using var document = JsonDocument.Parse(output);
                _template = new CompiledTemplate(document.RootElement.Clone());
            }

            return _template;
        }
        finally
        {
            Compiling.Release();
        }
    }

    public IReadOnlyList<CompiledResource> OfType(string type) => [.. Resources.Where(resource => resource.Type == type)];

    /// <summary>A module's deployment, by the start of its name.</summary>
    public JsonElement Module(string name) => Resources.Single(resource =>
        resource.Type == "Microsoft.Resources/deployments" && resource.Body.GetProperty("name").GetString()!.Contains(name, StringComparison.Ordinal)).Body;

    private static IEnumerable<CompiledResource> Walk(string module, JsonElement template)
    {
        foreach (var body in Entries(template.GetProperty("resources")))
        {
            if (body.TryGetProperty("existing", out var existing) && existing.GetBoolean())
            {
                continue;
            }

            var resource = new CompiledResource(module, body.GetProperty("type").GetString()!, body);
            yield return resource;
            if (resource.Type == "Microsoft.Resources/deployments")
            {
                foreach (var inner in Walk(body.GetProperty("name").GetString()!, body.GetProperty("properties").GetProperty("template")))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>Templates with symbolic names hold an object of resources, others an array.</summary>
    private static IEnumerable<JsonElement> Entries(JsonElement resources) => resources.ValueKind == JsonValueKind.Array
        ? resources.EnumerateArray()
        : resources.EnumerateObject().Select(property => property.Value);
}
