namespace ShadowFunctions.Sql.Dialects;

/// <summary>What the sessions at work tell of a server that does not tell its own load.</summary>
internal static class SessionLoad
{
    /// <summary>
    /// Free share of the vCores. One session that waits for a lock is no load; when more wait than there are vCores, production is congested, also
    /// where short statements over many round trips are seldom caught at work.
    /// </summary>
    public static double Headroom(long atWork, long queued, double vCores) =>
        Math.Clamp(1 - ((atWork + Math.Max(0, queued - vCores)) / vCores), 0, 1);
}
