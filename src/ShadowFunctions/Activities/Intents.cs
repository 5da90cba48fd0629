using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Activities;

/// <summary>Turns a decision into the intent that is recorded before production is touched.</summary>
internal static class Intents
{
    /// <summary>The intent: a pure function of the decision, so that recording it twice records one.</summary>
    public static ScaleOperation Of(Decision decision, int deadlineMinutes) => new()
    {
        Id = decision.Id,
        StoreId = decision.StoreId,
        DecisionId = decision.Id,
        From = decision.From,
        To = decision.To,
        Extras = decision.Extras,
        StoredBytes = decision.StoredBytes,
        IntendedAt = decision.At,
        NeededAt = decision.NeededAt,
        Deadline = decision.At.AddMinutes(deadlineMinutes),
    };
}
