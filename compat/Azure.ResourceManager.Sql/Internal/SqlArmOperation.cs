using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>A long-running operation without a result, such as a delete.</summary>
internal sealed class SqlArmOperation(LongRunningOperation operation) : ArmOperation
{
    public override string Id => operation.Id;

    public override bool HasCompleted => operation.HasCompleted;

    public override RehydrationToken? GetRehydrationToken() => operation.Token;

    public override Response GetRawResponse() => operation.Response;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        operation.PollAsync(async: false, cancellationToken).Completed();

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) =>
        operation.PollAsync(async: true, cancellationToken);
}
