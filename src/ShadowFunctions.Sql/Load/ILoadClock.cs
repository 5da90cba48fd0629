namespace ShadowFunctions.Sql.Load;

/// <summary>Time as a load generator needs it: read in nanoseconds, awaited without burning the CPU that the server needs.</summary>
public interface ILoadClock
{
    /// <summary>Nanoseconds since any fixed instant.</summary>
    long Now { get; }

    /// <summary>Returns at or shortly after that instant; at once when it lies in the past.</summary>
    void WaitUntil(long instant);
}
