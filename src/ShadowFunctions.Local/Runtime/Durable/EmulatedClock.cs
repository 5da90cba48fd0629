namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// A clock that stands still until the runtime moves it. Timers made from it (<see cref="TimeProvider.CreateTimer"/>) and
/// its timestamps follow the wall clock: they measure and limit real work, which takes no emulated time.
/// </summary>
public sealed class EmulatedClock : TimeProvider
{
    private long _utcTicks;

    /// <summary>Creates a clock that shows an instant.</summary>
    public EmulatedClock(DateTimeOffset start) => _utcTicks = start.UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _utcTicks), TimeSpan.Zero);

    internal void Set(DateTimeOffset instant) => Interlocked.Exchange(ref _utcTicks, instant.UtcTicks);
}
