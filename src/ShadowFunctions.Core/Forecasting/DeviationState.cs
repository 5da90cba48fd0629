namespace ShadowFunctions.Core.Forecasting;

/// <summary>How a series stands to something it usually resembles, as a first-order autoregression: the deviation fades as ρ to the power of the distance.</summary>
internal struct DeviationState
{
    private const double Memory = 0.995;
    private const double LargestRho = 0.999;
    private const double FirstRho = 0.9;

    /// <summary>The last deviation; zero when it is not known.</summary>
    public double Last;

    /// <summary>Discounted sums of products of neighbouring deviations, and of squares.</summary>
    public double Products, Squares;

    /// <summary>Takes the present deviation; NaN when there is nothing to compare with.</summary>
    public void Observe(double deviation)
    {
        if (double.IsNaN(deviation))
        {
            Last = 0;
            return;
        }

        Products = (Memory * Products) + (deviation * Last);
        Squares = (Memory * Squares) + (Last * Last);
        Last = deviation;
    }

    /// <summary>The deviation expected <paramref name="h"/> steps ahead.</summary>
    public readonly double Ahead(int h) =>
        Last * Math.Pow(Squares <= 0 ? FirstRho : Math.Clamp(Products / Squares, 0, LargestRho), h);
}
