using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>The switches for the whole fleet.</summary>
public sealed class FleetApi(FleetControlRepository fleet)
{
    /// <summary><c>GET /api/fleet</c>: whether the fleet is paused.</summary>
    [Function("GetFleet")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Ok(await fleet.GetAsync(cancellationToken));

    /// <summary><c>POST /api/fleet/pause</c>: the global stop. Nothing is copied, run or changed until it is resumed.</summary>
    [Function("PauseFleet")]
    public async Task<IResult> Pause(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fleet/pause")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadOrDefaultAsync(request, new PauseRequest(), cancellationToken);
        return await Set(new FleetControl(Paused: true, body.Reason), cancellationToken);
    }

    /// <summary><c>POST /api/fleet/resume</c>: ends the global stop.</summary>
    [Function("ResumeFleet")]
    public Task<IResult> Resume(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fleet/resume")] HttpRequest request, CancellationToken cancellationToken) =>
        Set(new FleetControl(), cancellationToken);

    private async Task<IResult> Set(FleetControl control, CancellationToken cancellationToken)
    {
        await fleet.PutAsync(control, cancellationToken);
        return Results.Ok(control);
    }
}
