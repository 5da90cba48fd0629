using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Tests.Load;

/// <summary>Time that passes only when someone waits or works: one connection's run is then the same on every machine.</summary>
internal sealed class VirtualClock : ILoadClock
{
    public long Now { get; private set; }

    public void WaitUntil(long instant) => Now = Math.Max(Now, instant);

    public void Work(double seconds) => Now += (long)(seconds * 1e9);
}
