using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Compat.Tests;

/// <summary>Assemblies read for their shape only, never run.</summary>
internal sealed class AssemblySet : IDisposable
{
    private static readonly string[] Targets = ["net10.0", "net9.0", "net8.0", "net6.0", "netstandard2.1", "netstandard2.0"];

    private readonly MetadataLoadContext context;
    private readonly Dictionary<string, string> paths;

    private AssemblySet(Dictionary<string, string> paths)
    {
        this.paths = paths;
        context = new MetadataLoadContext(new PathAssemblyResolver(paths.Values));
    }

    /// <summary>The stand-ins, as built next to the tests.</summary>
    public static AssemblySet StandIns() => new(Index([AppContext.BaseDirectory]));

    /// <summary>The vendor's assemblies anywhere below a folder; what they depend on may come from beside the tests.</summary>
    public static AssemblySet Below(string folder)
    {
        var standIns = Repository.StandIns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var real = Index([folder]);
        var others = Index([AppContext.BaseDirectory]);
        foreach (var (name, path) in others.Where(pair => !standIns.Contains(pair.Key)))
        {
            real.TryAdd(name, path);
        }

        return new(real);
    }

    public Assembly? Find(string name) => paths.TryGetValue(name, out var path) ? context.LoadFromAssemblyPath(path) : null;

    public void Dispose() => context.Dispose();

    private static Dictionary<string, string> Index(IEnumerable<string> folders)
        => folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories))
            .OrderBy(TargetRank)
            .ThenByDescending(path => path, StringComparer.Ordinal)
            .Concat(RuntimeFolders().SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")))
            .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    private static int TargetRank(string path)
        => Array.FindIndex(Targets, target => path.Split(Path.DirectorySeparatorChar).Contains(target)) is var rank and >= 0 ? rank : Targets.Length;

    private static IEnumerable<string> RuntimeFolders()
        => new[] { typeof(object), typeof(HttpContext) }.Select(type => Path.GetDirectoryName(type.Assembly.Location)!);
}
