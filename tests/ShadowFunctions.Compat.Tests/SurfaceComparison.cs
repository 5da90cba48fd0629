namespace ShadowFunctions.Compat.Tests;

/// <summary>Says where a stand-in differs from the type it stands in for.</summary>
internal static class SurfaceComparison
{
    /// <summary>One line per difference; none when code written against the one compiles against the other.</summary>
    public static IEnumerable<string> Differences(Type standIn, Type real)
    {
        var name = Signature.Of(standIn);
        if (Signature.Declaration(standIn) != Signature.Declaration(real))
        {
            yield return $"{name}: declared as '{Signature.Declaration(standIn)}', really '{Signature.Declaration(real)}'";
        }

        // A member may really be inherited: code that calls it does not see the difference.
        var inherited = Ancestry(real).SelectMany(Signature.Members).ToHashSet(StringComparer.Ordinal);
        foreach (var member in Signature.Members(standIn).Where(member => !inherited.Contains(member)))
        {
            yield return $"{name}: has no '{member}'";
        }

        var offered = Signature.Members(standIn).ToHashSet(StringComparer.Ordinal);
        foreach (var member in Signature.MustOverride(real).Where(member => !offered.Contains(member)))
        {
            yield return $"{name}: lacks '{member}', which a derived class must override";
        }
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var contract in type.IsInterface ? type.GetInterfaces() : [])
        {
            yield return contract;
        }
    }
}
