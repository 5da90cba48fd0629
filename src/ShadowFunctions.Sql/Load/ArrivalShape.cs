namespace ShadowFunctions.Sql.Load;

/// <summary>How arrivals are spread in time.</summary>
public enum ArrivalShape
{
    /// <summary>Equal gaps.</summary>
    Constant,

    /// <summary>Exponential gaps, as of many independent users.</summary>
    Poisson,
}
