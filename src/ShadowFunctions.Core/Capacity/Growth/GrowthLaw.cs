namespace ShadowFunctions.Core.Capacity.Growth;

/// <summary>Work = a + b·g(n), with g one of the shapes and n the data as a share of production's; never falls with n.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="A">The part that does not grow.</param>
/// <param name="B">Factor of the growing part, at least 0.</param>
/// <param name="RelativeError">Expected error at production's size (n = 1) as a share of the value.</param>
public sealed record GrowthLaw(GrowthShape Shape, double A, double B, double RelativeError)
{
    /// <summary>Work at a data size.</summary>
    /// <param name="fraction">Data as a share of production's, above 0.</param>
    public double At(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fraction);
        return Math.Max(0, A + (B * Basis(Shape, fraction)));
    }

    /// <summary>Work at a data size as a multiple of the work at production's present size; 1 when that is 0.</summary>
    public double Ratio(double fraction) => At(1) > 0 ? At(fraction) / At(1) : 1;

    /// <summary>The shape's function of the data size; zero at production's size for the logarithm.</summary>
    internal static double Basis(GrowthShape shape, double fraction) => shape switch
    {
        GrowthShape.Constant => 0,
        GrowthShape.Logarithmic => Math.Log(fraction),
        GrowthShape.Root => Math.Sqrt(fraction),
        GrowthShape.Linear => fraction,
        GrowthShape.Quadratic => fraction * fraction,
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape."),
    };
}
