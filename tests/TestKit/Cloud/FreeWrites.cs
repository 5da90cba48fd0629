using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>A budget of writes that always has one to spare, or none for as long as <see cref="Wait"/> says; counts what was taken.</summary>
public sealed class FreeWrites : ISpareWrites
{
    /// <summary>How long whoever asks is told to wait; null lets it write.</summary>
    public TimeSpan? Wait { get; set; }

    /// <summary>Writes taken.</summary>
    public int Taken { get; private set; }

    /// <inheritdoc/>
    public Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        Taken += Wait is null ? 1 : 0;
        return Task.FromResult(Wait);
    }
}
