using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>A platform that needs one look to make a shadow, which costs 1 an hour.</summary>
internal sealed class ScriptedShadows : IShadowProvisioner
{
    public List<string> Made { get; } = [];

    public List<string> Paused { get; } = [];

    public HashSet<string> Refused { get; } = [];

    /// <summary>Removals that are accepted and then fail.</summary>
    public int FailedRemovals { get; set; }

    /// <summary>True: the process dies once a shadow was asked for.</summary>
    public bool Crash { get; set; }

    /// <summary>What happens while a shadow is being looked at.</summary>
    public Func<string, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public bool Enabled => true;

    public Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken)
    {
        if (Refused.Contains(store.Id))
        {
            throw new CloudRefusedException("no quota") { ErrorCode = "SubscriptionVcoreQuotaExceeded" };
        }

        if (Made.Contains(store.Id))
        {
            Paused.Remove(store.Id);
            return Task.FromResult(new ShadowHandle($"at {store.Id}", 1));
        }

        Made.Add(store.Id);
        if (Crash)
        {
            throw new InvalidDataException("The process dies after the platform accepted.");
        }

        throw new TransientCloudException("It is being made.");
    }

    public async Task<ShadowStatus?> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        await Meanwhile(store.Id);
        var paused = Paused.Contains(store.Id);
        return Made.Contains(store.Id) ? new ShadowStatus("GP_S_Gen5_2", paused, null, null, paused ? 0 : 1, 1, 0) : null;
    }

    public Task PauseAsync(Store store, CancellationToken cancellationToken)
    {
        if (!Paused.Contains(store.Id) && Made.Contains(store.Id))
        {
            Paused.Add(store.Id);
        }

        return Task.CompletedTask;
    }

    /// <summary>Accepted at the first call, gone at the second.</summary>
    public Task<bool> RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        if (!Made.Contains(store.Id))
        {
            return Task.FromResult(true);
        }

        if (FailedRemovals > 0)
        {
            FailedRemovals--;
        }
        else
        {
            Made.Remove(store.Id);
        }

        return Task.FromResult(false);
    }
}
