namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>A clock that moves when told to.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan time) => Now += time;

    public void AdvanceTo(DateTimeOffset instant) => Now = instant > Now ? instant : Now;
}
