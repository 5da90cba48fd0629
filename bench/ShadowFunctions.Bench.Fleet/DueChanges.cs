using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Bench.Fleet;

/// <summary>
/// One cycle of a fleet in which many stores need another size at once, over an emulated Azure that fails a share of all requests and
/// refuses writes above the published throttle. The first cycle only reads the past; the second is the one that is measured.
/// </summary>
internal sealed class DueChanges(int stores, int ups, int downs, double faultShare, string stateDirectory) : IAsyncDisposable
{
    private const string Small = "GP_Gen5_2";
    private const string Large = "GP_Gen5_8";
    private const int Seed = 20260831;

    /// <summary>Late in a clock hour, so that a smaller size saves from the next hour on.</summary>
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 5, 42, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<ObservedRequest> _seen = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private LocalFleet? _fleet;

    private LocalFleet Fleet => _fleet!;

    /// <summary>Runs both cycles and tells what the second one did.</summary>
    public async Task<DueChangesResult> RunAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        _fleet = await LocalFleet.StartAsync(Options(settings), cancellationToken);
        _http.BaseAddress = Fleet.BaseAddress;
        foreach (var i in Enumerable.Range(0, stores))
        {
            await PutAsync(i, "recommend", cancellationToken);
        }

        await CycleAsync(TimeSpan.FromMinutes(7), cancellationToken);
        foreach (var i in Enumerable.Range(0, ups + downs))
        {
            await PutAsync(i, "automatic", cancellationToken);
        }

        _seen.Clear();
        var from = Fleet.Now;
        var watch = Stopwatch.StartNew();
        await CycleAsync(TimeSpan.FromMinutes(45), cancellationToken);
        return await ResultAsync(from, watch.Elapsed, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }
    }

    private LocalFleetOptions Options(IReadOnlyDictionary<string, string?> settings) => new()
    {
        StateDirectory = stateDirectory,
        Stores = [],
        Start = Start,
        BackfillDays = 1,
        Seed = Seed,
        Port = 0,
        Settings = settings,
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
        Platform = cloud => cloud with
        {
            Resources = [.. Enumerable.Range(0, stores).Select(Resource)],
            EnforceWriteThrottle = true,
            Observer = _seen.Enqueue,
            Faults = new FaultScript
            {
                Seed = Seed,
                RandomShare = faultShare / 2,
                Rules = [Rule(429, "SubscriptionTooManyCreateUpdateRequests", faultShare / 4), Rule(409, "ConflictingDatabaseOperation", faultShare / 4)],
                OperationShares = new OperationShares(Fails: faultShare / 2, Slow: faultShare / 2, SlowMinutes: 5),
            },
        },
    };

    private static FaultRule Rule(int status, string code, double share) => new()
    {
        Request = CloudRequestKind.UpdateDatabase,
        From = Start,
        Share = share,
        Status = status,
        Code = code,
        RetryAfterSeconds = 10,
    };

    private EmulatedResource Resource(int i) => new()
    {
        StoreId = Id(i),
        StartSize = i >= ups && i < ups + downs ? Large : Small,
        Trace = new ConstantTrace(i < ups ? 4 + (i % 5) : 1),
    };

    private static string Id(int i) => $"store-{i:0000}";

    private async Task PutAsync(int i, string mode, CancellationToken cancellationToken)
    {
        var resource = Resource(i);
        var body = new
        {
            resourceId = resource.ResourceId,
            region = resource.Region,
            mode,
            configuration = new { preAllocation = new { scaleDownCooldownMinutes = 0 } },
        };
        using var answer = await _http.PutAsJsonAsync(new Uri($"api/stores/{Id(i)}", UriKind.Relative), body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    private async Task CycleAsync(TimeSpan pass, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(new Uri("api/cycles", UriKind.Relative), null, cancellationToken);
        _ = answer.EnsureSuccessStatusCode();
        await new RuntimeLoop(Fleet.Services.GetRequiredService<DurableEngine>(), [], new RuntimeLoopOptions(), TimeProvider.System)
            .RunUntilAsync(Fleet.Now + pass, cancellationToken);
    }

    private async Task<DueChangesResult> ResultAsync(DateTimeOffset from, TimeSpan wall, CancellationToken cancellationToken)
    {
        var operations = new List<ScaleOperation>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in Enumerable.Range(0, ups + downs).Select(Id))
        {
            operations.AddRange(await Fleet.Services.GetRequiredService<ScaleOperationRepository>().LatestAsync(id, 100, cancellationToken));
            if (await Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(id, 1, cancellationToken) is [{ Outcome: DecisionOutcome.Keep }])
            {
                _ = kept.Add(id);
            }
        }

        return DueChangesResult.Of(
            from, wall, operations, kept, [.. _seen], [.. Enumerable.Range(0, ups).Select(Id)], [.. Enumerable.Range(ups, downs).Select(Id)]);
    }
}
