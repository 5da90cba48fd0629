namespace ShadowFunctions.Local.Demo;

/// <summary>Something users of an emulated shop really do for a while: some statements run at other rates, the others as usual.</summary>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after it, UTC.</param>
/// <param name="Rates">Executions per second per template id.</param>
public sealed record MixEvent(DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<string, double> Rates)
{
    /// <summary>True within it.</summary>
    public bool Holds(DateTimeOffset minute) => From <= minute && minute < To;
}
