using System.Collections;

namespace ShadowFunctions.Core.Simulation;

/// <summary>Minutes in time order that only grow. Kept in blocks: one long array per run would fill the large-object heap with its leavings.</summary>
internal sealed class MinuteLog : IReadOnlyList<ObservedMinute>
{
    private const int BlockBits = 9;
    private const int BlockSize = 1 << BlockBits;
    private readonly List<ObservedMinute[]> _blocks = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ObservedMinute this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _blocks[index >> BlockBits][index & (BlockSize - 1)];
        }
    }

    /// <summary>Adds a minute at the end.</summary>
    public void Add(ObservedMinute minute)
    {
        if (Count == _blocks.Count * BlockSize)
        {
            _blocks.Add(new ObservedMinute[BlockSize]);
        }

        _blocks[Count >> BlockBits][Count & (BlockSize - 1)] = minute;
        Count++;
    }

    /// <inheritdoc/>
    public IEnumerator<ObservedMinute> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
