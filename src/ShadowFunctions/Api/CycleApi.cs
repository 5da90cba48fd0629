using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Api;

/// <summary>Start a cycle now; see what became of one.</summary>
public sealed class CycleApi(CycleStarter starter, CycleRepository cycles, StoreCycleRepository passes, StoreRepository stores, TimeProvider time)
{
    /// <summary><c>POST /api/cycles</c>: starts a cycle for the whole fleet, or for the stores named in the body.</summary>
    [Function("StartCycle")]
    public async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "cycles")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadOrDefaultAsync(request, new StartCycleRequest(), cancellationToken);
        if (body.Stores is { } named)
        {
            await CheckStores(named, cancellationToken);
        }

        var now = time.GetUtcNow();
        // Two requests at one instant are one cycle only when they ask for the same stores.
        var asked = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', body.Stores ?? [])));
        var suffix = "http" + (body.Stores is null ? "" : Convert.ToHexStringLower(asked.AsSpan(0, 4)));
        var cycle = await starter.StartAsync(client, CycleSource.Http, now, body.Stores, cancellationToken, suffix);
        return Results.Accepted($"/api/cycles/{cycle.Id}", new { cycle.Id, StatusUrl = $"/api/cycles/{cycle.Id}" });
    }

    /// <summary><c>GET /api/cycles</c>: the newest cycles.</summary>
    [Function("ListCycles")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "cycles")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Ok(await cycles.LatestAsync(Paging.Top(request), cancellationToken));

    /// <summary><c>GET /api/cycles/{id}</c>: a cycle and how far each of its stores has come.</summary>
    [Function("GetCycle")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "cycles/{cycleId}")] HttpRequest request,
        string cycleId,
        CancellationToken cancellationToken)
    {
        var cycle = await cycles.FindAsync(Ids.Checked("cycle", cycleId), cancellationToken)
            ?? throw ApiException.NotFound("cycle", cycleId, "GET /api/cycles lists the newest.");
        var states = new List<StoreCycle>();
        foreach (var store in await stores.ListAsync(cancellationToken))
        {
            if (await passes.FindAsync(store.Id, cycleId, cancellationToken) is { } pass)
            {
                states.Add(pass);
            }
        }

        return Results.Ok(new { Cycle = cycle, Stores = states });
    }

    private async Task CheckStores(IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        var rules = new Rules();
        rules.That(asked.Count > 0, "stores", "[]", "Name at least one store, or leave it out for the whole fleet.");
        var known = (await stores.ListAsync(cancellationToken)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            rules.That(known.Contains(asked[i]), $"stores[{i}]", asked[i], "Name a managed store; GET /api/stores lists them.");
        }

        rules.ThrowIfAny();
    }
}
