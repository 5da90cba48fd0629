namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// What every member says from every origin: origin 0 is the end of the history, origin k ≥ 1 lies 48 + 24 (k − 1) hours before it, so that
/// the 48 hours after it are known.
/// </summary>
internal sealed class ForecastTable(int horizon, int folds)
{
    private readonly int _row = Math.Max(horizon, LagGram.Ahead);
    private readonly List<double[]> _members = [];
    private readonly List<string> _names = [];

    /// <summary>Hours to forecast from the end of the history.</summary>
    public int Horizon { get; } = horizon;

    /// <summary>Past origins.</summary>
    public int Folds { get; } = folds;

    public int Members => _members.Count;

    /// <summary>Hours between an origin and the end of the history.</summary>
    public static int HoursBack(int origin) => origin == 0 ? 0 : LagGram.Ahead + (24 * (origin - 1));

    /// <summary>Hours a member forecasts from an origin.</summary>
    public int HoursAhead(int origin) => origin == 0 ? Horizon : LagGram.Ahead;

    /// <summary>Adds a member and gives its number.</summary>
    public int Add(string name)
    {
        _members.Add(new double[_row * (Folds + 1)]);
        _names.Add(name);
        return _members.Count - 1;
    }

    public string Name(int member) => _names[member];

    public Span<double> this[int member, int origin] => _members[member].AsSpan(origin * _row, HoursAhead(origin));
}
