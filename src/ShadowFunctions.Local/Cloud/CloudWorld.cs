using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// The emulated world: every resource, its laws, and its file. One request at a time; a resource is brought to the present, minute by
/// minute, before it is looked at, so that the outcome does not depend on how often anyone asks.
/// </summary>
internal sealed class CloudWorld : IDisposable
{
    private static readonly LoadProfile Empty = new() { StorageBytes = 0, StorageBytesPerDay = 0 };

    private readonly Lock _turn = new();
    private readonly CloudFile _file;
    private readonly Dictionary<string, CloudResource> _resources;
    private readonly Dictionary<string, EmulatedResource> _declared;
    private readonly Dictionary<string, StoreWorld> _laws = [];
    private readonly ForeignChanges _others;

    public CloudWorld(EmulatedCloudOptions options)
    {
        Options = options;
        _others = new ForeignChanges(options.Faults.Others);
        _ = Directory.CreateDirectory(options.StateDirectory);
        _file = new CloudFile(Path.Combine(options.StateDirectory, "cloud.db"));
        _declared = options.Resources.ToDictionary(r => r.ResourceId.ToUpperInvariant());
        _resources = _file.Commit(() =>
        {
            var seed = _file.Setting("seed", $"{options.Seed}");
            if (seed != $"{options.Seed}")
            {
                throw new WorldOfAnotherSeedException(
                    $"The folder '{options.StateDirectory}' holds a world of seed {seed}, not {options.Seed}; use that seed or another folder.");
            }

            var known = _file.Resources().ToDictionary(r => r.Key);
            foreach (var resource in options.Resources.SelectMany(Declare).Where(r => !known.ContainsKey(r.Key)))
            {
                _file.Save(resource);
                known.Add(resource.Key, resource);
            }

            return known;
        });
    }

    public EmulatedCloudOptions Options { get; }

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    public static SizeCatalog Sizes => SizeCatalog.Embedded;

    public void Dispose() => _file.Dispose();

    /// <summary>Takes a turn: what it writes is on disk when this returns, or not at all.</summary>
    public T Turn<T>(Func<CloudFile, T> work)
    {
        lock (_turn)
        {
            var before = new Dictionary<string, CloudResource>(_resources);
            try
            {
                return _file.Commit(() =>
                {
                    _others.Apply(this, _file);
                    return work(_file);
                });
            }
            catch
            {
                _resources.Clear();
                foreach (var (key, resource) in before)
                {
                    _resources.Add(key, resource);
                }

                throw;
            }
        }
    }

    /// <summary>The resource, brought to the present; null when there is none. Inside a turn only.</summary>
    public CloudResource? Find(string id)
    {
        if (!_resources.TryGetValue(id.ToUpperInvariant(), out var resource))
        {
            return null;
        }

        if (resource.Pool is { } pool)
        {
            _ = Find(pool);
            return _resources[resource.Key];
        }

        var (now, state, laws) = (StoreWorld.FloorToMinute(Now), resource.State, Laws(resource));
        var members = state.Minute < now ? Members(resource) : [];
        while (state.Minute < now)
        {
            (state, var outcome) = laws.Advance(state);
            _file.Append(resource.Key, resource.Paused ? outcome with { MetricsMissing = true } : outcome);
            members = Live(resource, outcome, members);
        }

        foreach (var member in members)
        {
            _ = Save(member);
        }

        return ReferenceEquals(state, resource.State) ? resource : Save(resource with { State = state });
    }

    /// <summary>A pool's databases as last brought to the present, in the order they were declared in.</summary>
    public IReadOnlyList<CloudResource> Members(CloudResource pool) => _declared.TryGetValue(pool.Key, out var declared)
        ? [.. declared.Members.Select(m => _resources.GetValueOrDefault(declared.MemberId(m).ToUpperInvariant())).OfType<CloudResource>()]
        : [];

    /// <summary>Writes one minute of a pool's databases; returns them with the work that waits.</summary>
    private IReadOnlyList<CloudResource> Live(CloudResource pool, MinuteOutcome minute, IReadOnlyList<CloudResource> members)
    {
        if (members.Count == 0)
        {
            return members;
        }

        var loads = _declared[pool.Key].Members.Where(m => members.Any(r => r.Name == m.Name)).ToList();
        var minutes = PoolLife.Minute(minute, loads, PoolLife.Limits(pool), [.. members.Select(m => m.State.BacklogVCoreMinutes.Sum())]);
        return [.. members.Zip(minutes, (member, own) =>
        {
            _file.Append(member.Key, own);
            return member with { State = member.State with { Minute = minute.Minute.AddMinutes(1), BacklogVCoreMinutes = [own.BacklogVCoreMinutes] } };
        })];
    }

    /// <summary>The resource of a store or of a name, brought to the present; null when there is none. Inside a turn only.</summary>
    public CloudResource? Named(string storeOrName) =>
        _resources.Values.Where(r => r.StoreId == storeOrName || r.Name == storeOrName).Select(r => r.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } key
            ? Find(key)
            : null;

    /// <summary>Every resource as last brought to the present, in order of their ids.</summary>
    public IReadOnlyList<CloudResource> All => [.. _resources.Values.OrderBy(r => r.Key, StringComparer.Ordinal)];

    /// <summary>Resources below an id, brought to the present, in order of their ids. Inside a turn only.</summary>
    public IReadOnlyList<CloudResource> Below(string idPrefix, EmulatedResourceKind kind) =>
        [.. _resources.Where(r => r.Key.StartsWith(idPrefix.ToUpperInvariant(), StringComparison.Ordinal) && r.Value.Kind == kind)
            .Select(r => r.Key).Order(StringComparer.Ordinal).Select(k => Find(k)!)];

    public bool HasServer(string serverId) =>
        _resources.Keys.Any(k => k.StartsWith(serverId.ToUpperInvariant() + "/", StringComparison.Ordinal));

    public CloudResource Save(CloudResource resource)
    {
        _file.Save(resource);
        _resources[resource.Key] = resource;
        return resource;
    }

    public void Remove(CloudResource resource)
    {
        _file.Delete(resource);
        _ = _resources.Remove(resource.Key);
        _ = _laws.Remove(resource.Key);
    }

    public StoreWorld Laws(CloudResource resource)
    {
        if (!_laws.TryGetValue(resource.Key, out var laws))
        {
            _laws[resource.Key] = laws = new StoreWorld(Reaching(resource), name => SizeOf(resource.Kind, name), Profile(resource), SeedOf(resource));
        }

        return laws;
    }

    /// <summary>What reaches a resource: of a pool's databases no more than each may take, by the limits in force when a minute is lived through.</summary>
    private IDemandTrace Reaching(CloudResource resource) => _declared.TryGetValue(resource.Key, out var d) && d.Members.Count > 0
        ? new PoolDemand(d.Members, () => PoolLife.Limits(_resources[resource.Key]).MaxVCores)
        : Trace(resource);

    /// <summary>Nobody uses a resource that was made by a request.</summary>
    public IDemandTrace Trace(CloudResource resource) => _declared.TryGetValue(resource.Key, out var d) ? d.Trace
        : resource.Pool is { } pool && _declared.GetValueOrDefault(pool.ToUpperInvariant())?.Members.FirstOrDefault(m => m.Name == resource.Name) is { } member ? member.Trace
        : new ConstantTrace(0);

    /// <summary>What a resource uses beside CPU: one made by a request holds what its source holds, or nothing.</summary>
    public LoadProfile Profile(CloudResource resource) =>
        _declared.TryGetValue(resource.Key, out var d) ? d.Profile
        : resource.Properties["sourceDatabaseId"]?.GetValue<string>() is { } source && _declared.TryGetValue(source.ToUpperInvariant(), out var of) ? of.Profile
        : Empty;

    /// <summary>Size a declared resource began with: what its past is told from must not depend on what became of it.</summary>
    public string StartSize(CloudResource resource) => _declared.TryGetValue(resource.Key, out var d) ? d.StartSize : resource.State.Size;

    public static ComputeSize SizeOf(EmulatedResourceKind kind, string name) => FindSize(kind, name)
        ?? throw new UnknownSizeException($"'{name}' is not a size of the catalog; use a service objective such as 'GP_Gen5_4'.");

    /// <summary>The size in a minute; a database of a pool has the pool's, and of its CPU what one database may take.</summary>
    public static ComputeSize SizeIn(CloudResource resource, MinuteOutcome minute)
    {
        if (resource.Pool is null)
        {
            return SizeOf(resource.Kind, minute.Size);
        }

        var pool = SizeOf(EmulatedResourceKind.ElasticPool, minute.Size);
        return pool with { Limits = pool.Limits with { CpuVCores = minute.CapacityVCores } };
    }

    public static ComputeSize? FindSize(EmulatedResourceKind kind, string name)
    {
        if (kind == EmulatedResourceKind.Database)
        {
            return Sizes.FindSize(name);
        }

        var ladder = Sizes.LadderNames.FirstOrDefault(l =>
            l.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal) && Sizes.Ladder(l).Contains(name));
        return ladder is null ? null : Sizes.Ladder(ladder)[name];
    }

    private long SeedOf(CloudResource resource) => _declared.TryGetValue(resource.Key, out var d) && d.Seed is { } seed
        ? seed
        : SeededChance.SeedOf(Options.Seed, resource.StoreId ?? resource.Key);

    /// <summary>A resource, and a pool's databases after it.</summary>
    private IEnumerable<CloudResource> Declare(EmulatedResource declared)
    {
        var size = SizeOf(declared.Kind, declared.StartSize);
        var resource = new CloudResource
        {
            Id = declared.ResourceId,
            Kind = declared.Kind,
            Name = declared.Name ?? declared.StoreId,
            Server = declared.Server,
            ResourceGroup = declared.ResourceGroup,
            Subscription = declared.Subscription,
            Region = declared.Region,
            StoreId = declared.StoreId,
            CreatedAt = StoreWorld.FloorToMinute(Now).AddDays(-Options.MetricsRetentionDays),
            BegunAt = StoreWorld.FloorToMinute(Now),
            State = StoreWorld.Begin(Now, size.Name),
            Tags = new JsonObject(declared.Tags.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, t.Value))),
        };
        yield return resource with { Properties = PropertyBag.Defaults(resource, size) };
        foreach (var each in declared.Members)
        {
            var member = resource with { Id = declared.MemberId(each), Kind = EmulatedResourceKind.Database, Name = each.Name, StoreId = null, Pool = resource.Id, Tags = [] };
            var properties = PropertyBag.Defaults(member, size);
            properties["elasticPoolId"] = resource.Id;
            yield return member with { Properties = properties };
        }
    }
}
