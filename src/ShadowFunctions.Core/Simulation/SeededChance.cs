namespace ShadowFunctions.Core.Simulation;

/// <summary>Chance as a pure function of a seed and an index: the same question always gets the same answer, in any order.</summary>
public static class SeededChance
{
    /// <summary>Seed of a named thing under a common seed.</summary>
    public static long SeedOf(long seed, string name)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        var hash = 14695981039346656037UL;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return (long)Mix(hash ^ (ulong)seed);
    }

    /// <summary>64 well mixed bits of (seed, stream, index).</summary>
    public static ulong Bits(long seed, long stream, long index) =>
        Mix(Mix(Mix((ulong)seed) ^ (ulong)stream) ^ (ulong)index);

    /// <summary>Uniform in [0, 1).</summary>
    public static double Uniform(long seed, long stream, long index) => (Bits(seed, stream, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Value noise in [-1, 1]: uniform at whole <paramref name="x"/>, smooth between them.</summary>
    public static double Smooth(long seed, long stream, double x)
    {
        var cell = Math.Floor(x);
        var t = x - cell;
        var left = Uniform(seed, stream, (long)cell);
        var right = Uniform(seed, stream, (long)cell + 1);
        return (2 * (left + ((right - left) * t * t * (3 - (2 * t))))) - 1;
    }

    // SplitMix64's finaliser.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
