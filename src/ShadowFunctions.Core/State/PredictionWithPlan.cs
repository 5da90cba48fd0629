using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>A prediction and the plan made from it, kept together so that nobody sees one without the other.</summary>
/// <param name="Prediction">What production will need.</param>
/// <param name="Plan">The sizes that serve it.</param>
public sealed record PredictionWithPlan(ResourcePrediction Prediction, CapacityPlan Plan);
