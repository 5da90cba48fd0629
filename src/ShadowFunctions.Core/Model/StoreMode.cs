namespace ShadowFunctions.Core.Model;

/// <summary>Who has the last word on a change of production.</summary>
public enum StoreMode
{
    /// <summary>Decisions are computed, logged and never applied. Every new store starts here.</summary>
    Recommend,

    /// <summary>Decisions wait for an approval.</summary>
    Approve,

    /// <summary>Decisions are applied.</summary>
    Automatic,
}
