using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>A platform whose copies are ready after some looks and gone after one more. Keeps what was made and removed.</summary>
internal sealed class ScriptedReadSources : IReadSourceProvisioner
{
    private readonly Dictionary<string, int> _looks = [];

    /// <summary>Looks until a copy is ready.</summary>
    public int LooksUntilReady { get; init; } = 3;

    /// <summary>Why every making is refused; null makes.</summary>
    public string? Refusal { get; init; }

    public List<string> Made { get; } = [];

    public List<string> Removed { get; } = [];

    public Task<ShadowHandle?> EnsureAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            throw new CloudRefusedException(Refusal) { ErrorCode = "Refused" };
        }

        if (_looks.TryAdd(run.Id, 0))
        {
            Made.Add(run.Id);
        }

        // The file of production itself stands for its copy.
        return Task.FromResult(++_looks[run.Id] >= LooksUntilReady ? new ShadowHandle(store.ProductionConnection ?? "", 0.5) : null);
    }

    public Task<bool> RemoveAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        if (_looks.Remove(run.Id))
        {
            Removed.Add(run.Id);
            return Task.FromResult(false);
        }

        return Task.FromResult(true);
    }
}
