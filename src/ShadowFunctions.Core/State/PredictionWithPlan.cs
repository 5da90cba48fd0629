using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>A prediction and the plan made from it, kept together so that nobody sees one without the other.</summary>
/// <param name="Prediction">What production will need.</param>
/// <param name="Plan">The sizes that serve it.</param>
public sealed record PredictionWithPlan(ResourcePrediction Prediction, CapacityPlan Plan)
{
    /// <summary>Where the stored bytes go, days ahead, from the store's newest outlook; null while there is none.</summary>
    public StorageOutlook? Storage { get; init; }
}
