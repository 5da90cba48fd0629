using System.Collections.Frozen;
using Azure;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.State;

/// <summary>Turns storage errors into the domain's: a lost race, a repeat may help, or it will not.</summary>
internal static class StorageErrors
{
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    private static readonly FrozenSet<string> Exists = new[] { "EntityAlreadyExists", "BlobAlreadyExists" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Passing = new[] { "TableBeingDeleted", "ContainerBeingDeleted" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Makes one call; <paramref name="what"/> starts the message of whatever error comes of it.</summary>
    public static Task<T> CallAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken) =>
        CloudErrors.CallAsync(what, async () =>
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException error) when (IsLostRace(error))
            {
                throw new ConcurrencyException($"{what}: changed by someone else ({error.ErrorCode}); read it again.", error);
            }
            catch (RequestFailedException error) when (error.ErrorCode is { } code && Passing.Contains(code))
            {
                throw new TransientCloudException($"{what}: {code}.", error);
            }
            catch (AggregateException error) when (error.InnerExceptions.All(e => e is RequestFailedException or OperationCanceledException or IOException))
            {
                // How the SDK says that its own few retries met no answer.
                throw new TransientCloudException($"{what}: no answer after {error.InnerExceptions.Count} tries.", error);
            }
        }, cancellationToken);

    private static bool IsLostRace(RequestFailedException error) =>
        error.Status == PreconditionFailed || (error.Status == Conflict && error.ErrorCode is { } code && Exists.Contains(code));
}
