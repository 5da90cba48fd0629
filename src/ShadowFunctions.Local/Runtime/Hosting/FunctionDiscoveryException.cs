namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The app's functions cannot be hosted as they are written; the message lists every method and what is wrong with it.</summary>
public sealed class FunctionDiscoveryException : Exception
{
    /// <summary>Collects the faults of all methods, so that one start shows all of them.</summary>
    /// <param name="faults">One sentence per fault, each naming the method.</param>
    public FunctionDiscoveryException(IReadOnlyList<string> faults)
        : base("The functions cannot be hosted:" + string.Concat(faults.Select(f => $"{Environment.NewLine}  - {f}")))
        => Faults = faults;

    /// <summary>One sentence per fault, each naming the method.</summary>
    public IReadOnlyList<string> Faults { get; }
}
