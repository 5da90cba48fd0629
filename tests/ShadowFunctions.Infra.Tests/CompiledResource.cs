using System.Text.Json;

namespace ShadowFunctions.Infra.Tests;

/// <summary>One resource of the compiled template and the module that makes it.</summary>
internal sealed record CompiledResource(string Module, string Type, JsonElement Body)
{
    public JsonElement Properties => Body.GetProperty("properties");

    public string Text => Body.GetRawText();
}
