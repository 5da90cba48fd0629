using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Doctor;

/// <summary>Can the app keep its state? Writes, reads and removes one document, and one series of history.</summary>
public sealed class StateStorageCheck(IStateStore documents, IHistoryStore history, TimeProvider time) : IDeploymentCheck
{
    private const string Kind = "Doctor";
    private const string Partition = "doctor";
    private const string Remedy =
        "Give the runtime identity the roles Storage Blob Data Owner, Queue Data Contributor and Table Data Contributor on the app's storage account ('azd provision' does), and look whether its network is closed to the app.";

    /// <inheritdoc/>
    public string Name => "StateStorage";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken) =>
    [
        await TryAsync("documents", DocumentsAsync, cancellationToken),
        await TryAsync("histories", HistoriesAsync, cancellationToken),
    ];

    private async Task<CheckResult> TryAsync(string subject, Func<CancellationToken, Task<string?>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken) is { } wrong
                ? CheckResult.Fail(Name, subject, wrong, Remedy)
                : CheckResult.Pass(Name, subject, "Written, read and removed.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return CheckResult.Fail(Name, subject, error.Message.Split('\n', 2)[0].Trim(), Remedy);
        }
    }

    private async Task<string?> DocumentsAsync(CancellationToken cancellationToken)
    {
        var written = time.GetUtcNow();
        await documents.PutAsync(Kind, Partition, Partition, written, "*", cancellationToken);
        var read = await documents.GetAsync<DateTimeOffset>(Kind, Partition, Partition, cancellationToken);
        await documents.DeleteAsync(Kind, Partition, Partition, cancellationToken);
        return read?.Value == written ? null : $"What was written ({written:O}) is not what was read ({read?.Value:O}).";
    }

    private async Task<string?> HistoriesAsync(CancellationToken cancellationToken)
    {
        var written = new HistoryPoint(time.GetUtcNow(), 1);
        await history.AppendAsync(Partition, Partition, [written], cancellationToken);
        var last = await history.LastAsync(Partition, Partition, cancellationToken);
        await history.DeleteAsync(Partition, cancellationToken);
        return last == written.At ? null : $"What was appended ({written.At:O}) is not what was read ({last:O}).";
    }
}
