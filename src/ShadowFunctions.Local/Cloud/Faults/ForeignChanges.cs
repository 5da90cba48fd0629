using System.Globalization;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Does what the script says that others do, once each, also across restarts.</summary>
internal sealed class ForeignChanges(IReadOnlyList<ForeignChange> changes)
{
    private readonly HashSet<int> _done = [];

    /// <summary>Plays what is due. Inside a turn only.</summary>
    public void Apply(CloudWorld world, CloudFile file)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].At > world.Now || _done.Contains(i))
            {
                continue;
            }

            if (file.CountRequest(string.Create(CultureInfo.InvariantCulture, $"foreign:{i}")) > 1)
            {
                _ = _done.Add(i);
            }
            else if (world.Named(changes[i].StoreOrName) is { } resource)
            {
                Apply(world, file, resource, changes[i].To);
            }
        }
    }

    private static void Apply(CloudWorld world, CloudFile file, CloudResource resource, string? to)
    {
        if (to is null)
        {
            world.Remove(resource);
            return;
        }

        var from = CloudWorld.SizeOf(resource.Kind, StoreWorld.SizeAt(resource.State, world.Now));
        if (from.Name != to && StoreWorld.InFlight(resource.State, world.Now) is null)
        {
            _ = ResourceChange.Begin(world, file, null, resource, from, CloudWorld.SizeOf(resource.Kind, to), foreign: true);
        }
    }
}
