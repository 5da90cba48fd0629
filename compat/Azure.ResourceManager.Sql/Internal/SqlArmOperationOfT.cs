using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>A long-running operation that ends in a resource.</summary>
internal sealed class SqlArmOperation<T>(LongRunningOperation operation, Func<Response, T> read) : ArmOperation<T>
    where T : class
{
    private T _value;

    public override string Id => operation.Id;

    public override bool HasCompleted => operation.HasCompleted;

    public override bool HasValue => operation.HasSucceeded;

    public override T Value
    {
        get
        {
            operation.ThrowUnlessSucceeded();
            return _value ??= read(operation.Response);
        }
    }

    public override RehydrationToken? GetRehydrationToken() => operation.Token;

    public override Response GetRawResponse() => operation.Response;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        operation.PollAsync(async: false, cancellationToken).Completed();

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) =>
        operation.PollAsync(async: true, cancellationToken);
}
