using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>A masking key that can be missing.</summary>
internal sealed class ScriptedKey : IMaskingKeyProvider
{
    public Exception? Error { get; set; }

    public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) =>
        Error is { } error ? ValueTask.FromException<byte[]>(error) : ValueTask.FromResult(new byte[32]);
}
