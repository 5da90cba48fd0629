namespace ShadowFunctions.Core.Model;

/// <summary>A size is not on the ladder. The message names the nearest known ones.</summary>
public sealed class UnknownSizeException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnknownSizeException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public UnknownSizeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public UnknownSizeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a size that <paramref name="ladder"/> lacks.</summary>
    public UnknownSizeException(string size, SizeLadder ladder)
        : base($"'{size}' is not a size of the ladder '{ladder.Name}'; nearest: {string.Join(", ", Nearest(size, ladder.Sizes))}.")
    {
    }

    /// <summary>The three of <paramref name="sizes"/> whose capacity comes nearest to that in a name, smallest first.</summary>
    public static IEnumerable<string> Nearest(string size, IEnumerable<ComputeSize> sizes)
    {
        ArgumentNullException.ThrowIfNull(size);
        var wanted = double.TryParse(size.Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0;
        return sizes.OrderBy(s => Math.Abs(s.Capacity - wanted)).Take(3).OrderBy(s => s.Capacity).Select(s => s.Name);
    }
}
