namespace ShadowFunctions.Core.Model;

/// <summary>The ordered list of sizes a store may use, smallest first.</summary>
public sealed record SizeLadder
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Creates a ladder.</summary>
    /// <exception cref="ArgumentException">No sizes, a repeated name, or an order that is not ascending in capacity.</exception>
    public SizeLadder(string name, IReadOnlyList<ComputeSize> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Count == 0)
        {
            throw new ArgumentException($"The ladder '{name}' has no sizes; give it at least one.", nameof(sizes));
        }

        Name = name;
        Sizes = sizes;
        _index = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sizes.Count; i++)
        {
            if (i > 0 && sizes[i].VCores < sizes[i - 1].VCores)
            {
                throw new ArgumentException($"'{sizes[i].Name}' comes after the larger '{sizes[i - 1].Name}'; order sizes by capacity.", nameof(sizes));
            }

            if (!_index.TryAdd(sizes[i].Name, i))
            {
                throw new ArgumentException($"'{sizes[i].Name}' stands twice in the ladder '{name}'; keep one.", nameof(sizes));
            }
        }
    }

    /// <summary>Name of the ladder, for example <c>GP_Gen5</c>.</summary>
    public string Name { get; }

    /// <summary>The sizes, smallest first.</summary>
    public IReadOnlyList<ComputeSize> Sizes { get; }

    /// <summary>The smallest size.</summary>
    public ComputeSize Smallest => Sizes[0];

    /// <summary>The largest size.</summary>
    public ComputeSize Largest => Sizes[^1];

    /// <summary>The size of that name (letter case does not matter).</summary>
    /// <exception cref="UnknownSizeException">The ladder has no such size.</exception>
    public ComputeSize this[string size] => Sizes[IndexOf(size)];

    /// <summary>True when the ladder has that size.</summary>
    public bool Contains(string size) => _index.ContainsKey(size);

    /// <summary>True when both sizes are on the ladder and the first lies above the second.</summary>
    public bool IsAbove(string size, string other) => Contains(size) && Contains(other) && IndexOf(size) > IndexOf(other);

    /// <summary>Position of a size, 0 for the smallest.</summary>
    /// <exception cref="UnknownSizeException">The ladder has no such size: never a wrong index.</exception>
    public int IndexOf(string size) => _index.TryGetValue(size, out var i) ? i : throw new UnknownSizeException(size, this);

    /// <summary>The part of the ladder between two sizes, both included; null means no bound on that side.</summary>
    /// <exception cref="UnknownSizeException">A bound is not on the ladder.</exception>
    /// <exception cref="ArgumentException">The minimum lies above the maximum.</exception>
    public SizeLadder Between(string? minimum, string? maximum)
    {
        var first = minimum is null ? 0 : IndexOf(minimum);
        var last = maximum is null ? Sizes.Count - 1 : IndexOf(maximum);
        if (first > last)
        {
            throw new ArgumentException($"The minimum size '{minimum}' is larger than the maximum size '{maximum}'; swap them.", nameof(minimum));
        }

        return new SizeLadder(Name, [.. Sizes.Skip(first).Take(last - first + 1)]);
    }

    /// <summary>The ladder with one size more, in its place.</summary>
    /// <exception cref="ArgumentException">The ladder has that size already.</exception>
    public SizeLadder With(ComputeSize size) => new(Name, [.. Sizes.Append(size).OrderBy(s => s.VCores)]);

    /// <summary>The part that can be bought, and the size in force, which is bought already.</summary>
    /// <exception cref="UnknownSizeException"><paramref name="current"/> is not on the ladder.</exception>
    public SizeLadder Offered(string current)
    {
        var kept = this[current];
        return Sizes.All(s => s.NotOffered is null) ? this : new SizeLadder(Name, [.. Sizes.Where(s => s.NotOffered is null || ReferenceEquals(s, kept))]);
    }

    /// <summary>The smallest size whose every known limit covers the demand; null when none does.</summary>
    public ComputeSize? SmallestCovering(ResourceAmounts demand) => Sizes.FirstOrDefault(s => s.BindingLimit(demand) is null);

    /// <summary>Equal when name and sizes are.</summary>
    public bool Equals(SizeLadder? other) => other is not null && Name == other.Name && Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Sizes.Count);
}
