using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Compat.Tests;

/// <summary>Assemblies read for their shape only, never run.</summary>
internal sealed class AssemblySet : IDisposable
{
    private static readonly string[] Targets = ["net10.0", "net9.0", "net8.0", "net6.0", "netstandard2.1", "netstandard2.0"];

    private readonly MetadataLoadContext _context;
    private readonly Dictionary<string, string> _paths;

    private AssemblySet(Dictionary<string, string> paths, IEnumerable<string> references)
    {
        _paths = paths;
        _context = new MetadataLoadContext(new ByNameResolver(paths.Values.Concat(references)));
    }

    /// <summary>The stand-ins, as built next to the tests.</summary>
    public static AssemblySet StandIns() => new(Index(AppContext.BaseDirectory), RuntimeAssemblies());

    /// <summary>The vendor's assemblies anywhere below a folder; what they refer to and the folder lacks may come from beside the tests.</summary>
    public static AssemblySet Below(string folder)
    {
        var real = Index(folder);
        var beside = Index(AppContext.BaseDirectory).Where(pair => !real.ContainsKey(pair.Key)).Select(pair => pair.Value);
        return new(real, beside.Concat(RuntimeAssemblies()));
    }

    public Assembly? Find(string name) => _paths.TryGetValue(name, out var path) ? _context.LoadFromAssemblyPath(path) : null;

    public void Dispose() => _context.Dispose();

    private static Dictionary<string, string> Index(string folder)
        => Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)
            .OrderBy(TargetRank)
            .ThenByDescending(path => path, StringComparer.Ordinal)
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    private static int TargetRank(string path)
        => Array.FindIndex(Targets, target => path.Split(Path.DirectorySeparatorChar).Contains(target)) is var rank and >= 0 ? rank : Targets.Length;

    private static IEnumerable<string> RuntimeAssemblies()
        => new[] { typeof(object), typeof(HttpContext) }
            .SelectMany(type => Directory.EnumerateFiles(Path.GetDirectoryName(type.Assembly.Location)!, "*.dll"));
}
