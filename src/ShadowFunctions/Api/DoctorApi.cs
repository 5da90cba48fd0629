using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Doctor;

namespace ShadowFunctions.Api;

/// <summary>The deployment looks at itself.</summary>
public sealed class DoctorApi(DeploymentDoctor doctor)
{
    /// <summary><c>GET /api/doctor</c>: every check with its finding, and the remedy of each that failed. Changes nothing.</summary>
    [Function("GetDoctor")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "doctor")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Ok(await doctor.RunAsync(cancellationToken));
}
