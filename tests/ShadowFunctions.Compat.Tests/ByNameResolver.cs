using System.Reflection;

namespace ShadowFunctions.Compat.Tests;

/// <summary>Takes the first assembly of a name, whatever its version and signature: only shapes are compared.</summary>
internal sealed class ByNameResolver(IEnumerable<string> paths) : MetadataAssemblyResolver
{
    private readonly Dictionary<string, string> _paths = paths
        .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    public override Assembly? Resolve(MetadataLoadContext context, AssemblyName assemblyName)
        => _paths.TryGetValue(assemblyName.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;
}
