using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Forecasts one series of five-minute steps: an online ensemble of cheap experts weighted by their recent errors per distance, with
/// calibrated quantiles (online conformal prediction) of each step's highest minute. Every observation costs the same small time;
/// the state is a few tens of KiB. Pure: the same observations give the same forecasts, and a state read back goes on as if never stopped.
/// Not safe for concurrent use.
/// </summary>
public sealed partial class SeriesForecaster
{
    private const double LargestValue = 1e18;
    private const int ScoredEnough = 24;
    private const double SpreadCeiling = 2;
    private const double FirstDayCeiling = 1.5;
    private readonly Horizons _horizons;
    private readonly double[] _levels;
    private readonly ValueRing _ring;
    private readonly SeasonalProfile _profile;
    private readonly ExpertEnsemble _ensemble;
    private readonly DirectRegressions _regressions;
    private readonly QuantileTracker _quantiles;
    private readonly QuantileTracker _persistenceQuantiles;
    private readonly SkillTracker _skill;
    private readonly int _watched;
    private LevelState _level;

    // In which errors are counted; any value near the level does, and a fixed one keeps single precision exact enough.
    private double _unit = 1;
    private long _last = long.MinValue;

    /// <summary>Creates an empty forecaster.</summary>
    /// <param name="resource">What the series measures.</param>
    /// <param name="light">True for fewer experts and distances and a quarter of the state: for resources that seldom bind.</param>
    /// <param name="levels">Quantile levels, ascending, each in (0, 1); <see cref="ForecastLevels.All"/> when left out.</param>
    public SeriesForecaster(ResourceKind resource, bool light = false, IReadOnlyList<double>? levels = null)
    {
        _levels = levels is null ? ForecastLevels.Levels : ForecastLevels.Checked(levels);
        Resource = resource;
        IsLight = light;
        _horizons = light ? Horizons.Light : Horizons.Full;
        _ring = new ValueRing((light ? StepGrid.StepsPerDay : StepGrid.StepsPerWeek) + 4);
        _profile = new SeasonalProfile(kindsOfDay: !light);
        _ensemble = new ExpertEnsemble(_horizons);
        _regressions = new DirectRegressions(_horizons);
        _quantiles = new QuantileTracker(_horizons, _levels);
        _persistenceQuantiles = new QuantileTracker(_horizons, _levels);
        _skill = new SkillTracker(_horizons, _levels.Length);
        _watched = Math.Max(0, Array.IndexOf(_levels, DemandForecast.WatchedLevel));
    }

    /// <summary>What the series measures.</summary>
    public ResourceKind Resource { get; }

    /// <summary>Whether this is the light variant.</summary>
    public bool IsLight { get; }

    /// <summary>Steps observed; gaps do not count.</summary>
    public int ObservedSteps => _level.Count;

    /// <summary>End of the last observed step, UTC; null before the first.</summary>
    public DateTimeOffset? ObservedUntil => _level.Count == 0 ? null : StepGrid.StartOf(_last + 1);

    /// <summary>Learns one step whose mean is also its highest minute.</summary>
    /// <inheritdoc cref="Observe(DateTimeOffset, double, double, bool)"/>
    public bool Observe(DateTimeOffset at, double value, bool censored = false) => Observe(at, value, value, censored);

    /// <summary>Learns one step.</summary>
    /// <param name="at">Any instant in the step. Steps already passed (late or repeated data) are ignored; missing steps are gaps, never zeros.</param>
    /// <param name="mean">Mean over the step, in the resource's unit. Negative values and values that are no number are ignored as gaps.</param>
    /// <param name="peak">Highest minute of the step; the quantiles are calibrated on it, so that a plan covers minutes and not only means.</param>
    /// <param name="censored">True when the store was saturated: demand was at least this much, so it may raise the estimate, never lower it.</param>
    /// <returns>False when the step was ignored.</returns>
    public bool Observe(DateTimeOffset at, double mean, double peak, bool censored)
    {
        var index = StepGrid.IndexOf(at);
        if (!(mean >= 0) || double.IsInfinity(mean) || (_level.Count > 0 && index <= _last))
        {
            return false;
        }

        var value = Math.Min(mean, LargestValue);
        peak = double.IsFinite(peak) ? Math.Clamp(peak, value, LargestValue) : value;
        PassGap(index);
        if (censored)
        {
            // The store served less than was asked: what was expected stands unless more was seen. What was never seen is not learned from an
            // expectation, or a long saturation would talk itself up step by step.
            var expected = Math.Min(_ensemble.Said(0, index), _level.Peak);
            value = double.IsNaN(expected) ? value : Math.Max(value, expected);
            peak = Math.Max(peak, value);
        }

        Score(index, value, peak, censored);
        _ring.Set(index, value);
        _level.Observe(index, value, _profile, _ring);
        _profile.Observe(index, value);
        _last = index;
        if (_regressions.Calibrate(_level) || _level.Count == 1)
        {
            _ensemble.Reset();
            _skill.Reset();
            _unit = Math.Max(_level.Mean36, 1e-12);
        }

        Say();
        return true;
    }

    /// <summary>Forecasts the steps after the last observed one.</summary>
    /// <param name="steps">How many steps, at least 1.</param>
    /// <param name="leadTimeMinutes">Distance at which the forecaster must beat persistence, or it abstains and gives persistence's own quantiles.</param>
    /// <exception cref="InvalidOperationException">Nothing was observed yet.</exception>
    public DemandForecast Forecast(int steps, double leadTimeMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (_level.Count == 0)
        {
            throw NothingObserved();
        }

        var values = new double[_levels.Length][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new double[steps];
        }

        Span<double> quantiles = stackalloc double[_levels.Length];
        for (var step = 1; step <= steps; step++)
        {
            _ = Quantiles(quantiles, step);
            for (var i = 0; i < values.Length; i++)
            {
                values[i][step - 1] = quantiles[i];
            }
        }

        var lead = _horizons.Bucket((int)Math.Clamp(Math.Ceiling(leadTimeMinutes / StepGrid.StepMinutes), 1, StepGrid.StepsPerWeek));
        var skilled = Skilled(lead);
        return new DemandForecast
        {
            Resource = Resource,
            Origin = StepGrid.StartOf(_last + 1),
            StepMinutes = StepGrid.StepMinutes,
            Levels = [.. _levels],
            Values = values,
            Method = skilled ? $"ensemble led by {Experts.Names[_ensemble.Best(lead)]}" : Experts.Names[Experts.Persistence],
            Abstained = !skilled,
            SkillRatio = SkillRatio(lead),
            RecentCoverage = _skill.Count(lead) < _horizons.ScoredPerDay(lead) ? null : _skill.Coverage(lead, _watched),
            Skill = Skill(),
        };
    }

    /// <summary>Forecasts one step without allocating anything.</summary>
    /// <param name="step">Distance from the last observed step, at least 1.</param>
    /// <param name="quantiles">Takes one value per level, non-decreasing.</param>
    /// <returns>The point forecast: the mix of the experts.</returns>
    /// <exception cref="InvalidOperationException">Nothing was observed yet.</exception>
    public double Forecast(int step, Span<double> quantiles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantiles.Length, _levels.Length);
        return _level.Count > 0 ? Quantiles(quantiles, step) : throw NothingObserved();
    }

    private InvalidOperationException NothingObserved() =>
        new($"The series {Resource} has no observations; observe at least one step before forecasting.");

    private void PassGap(long index)
    {
        if (_level.Count == 0)
        {
            return;
        }

        // Places are reused after the longest ring: passing more steps than that clears nothing new.
        var first = Math.Max(_last + 1, index - _ring.Length);
        for (var step = first; step < index; step++)
        {
            _ring.Set(step, double.NaN);
            _ensemble.Skip(step);
            _regressions.Skip(step);
        }
    }

    private void Score(long index, double value, double peak, bool censored)
    {
        for (var b = 0; b < _horizons.Count; b++)
        {
            var said = _ensemble.Said(b, index);
            if (!double.IsNaN(said))
            {
                if (!censored)
                {
                    _skill.Learn(b, index, value, peak, said, _ensemble.PersistenceSaid(b, index), _quantiles.ScaleStated(b, index));
                }

                _quantiles.Learn(b, said, peak, censored, _level.Mean288, index);
                _persistenceQuantiles.Learn(b, _ensemble.PersistenceSaid(b, index), peak, censored, _level.Mean288, index);
                _ensemble.Score(b, index, value, censored, _unit);
            }
        }

        _regressions.Learn(index, value);
    }

    private void Say()
    {
        Span<double> forecasts = stackalloc double[Experts.Count];
        Span<double> stated = stackalloc double[_levels.Length];
        for (var b = 0; b < _horizons.Count; b++)
        {
            if (!_horizons.IsScored(b, _last))
            {
                continue;
            }

            Experts.Fill(forecasts, _last, _horizons[b], _level, _profile, _ring);
            if (b < _horizons.Regressions && _regressions.Ready)
            {
                _regressions.Predict(b, _last, _level, _profile, _ring, out forecasts[Experts.RegressionRaw], out forecasts[Experts.RegressionLog]);
                Experts.Guard(forecasts, _level);
            }

            _quantiles.Remember(b, _last + _horizons[b], _level.Mean288);
            _persistenceQuantiles.Remember(b, _last + _horizons[b], _level.Mean288);
            _ensemble.Say(b, _last + _horizons[b], forecasts);
            var said = _ensemble.Said(b, _last + _horizons[b]);
            var point = Spread(stated, _horizons[b], b, 1, Skilled(b) ? said : forecasts[Experts.Persistence]);
            _skill.Remember(b, _last + _horizons[b], point, stated, said, _quantiles.ScaleStated(b, _last + _horizons[b]));
        }
    }

    private double Quantiles(Span<double> into, int step)
    {
        Span<double> forecasts = stackalloc double[Experts.Count];
        var bucket = _horizons.Bucket(step);
        var position = _horizons.Position(step, bucket);
        Experts.Fill(forecasts, _last, step, _level, _profile, _ring);
        if (bucket < _horizons.Regressions && _regressions.Ready)
        {
            Regressions(bucket, position, out forecasts[Experts.RegressionRaw], out forecasts[Experts.RegressionLog]);
            Experts.Guard(forecasts, _level);
        }

        return Spread(into, step, bucket, position, Skilled(bucket) ? _ensemble.Combine(bucket, forecasts) : forecasts[Experts.Persistence]);
    }

    /// <summary>Spreads the quantiles of a step around its centre, in order and within what can be believed; gives the centre within the same bounds.</summary>
    private double Spread(Span<double> into, int step, int bucket, double position, double center)
    {
        (Skilled(bucket) ? _quantiles : _persistenceQuantiles).Spread(into, bucket, position, _level.Mean288, _last + step);

        // Nothing is scored beyond the farthest distance; a fourth root widens by a fifth from one day to two and by two thirds in a week.
        var beyond = Math.Sqrt(Math.Sqrt(Math.Max(1, (double)step / _horizons[_horizons.Count - 1])));
        var ceiling = (_level.Count < StepGrid.StepsPerDay ? FirstDayCeiling : SpreadCeiling) * _level.Peak;
        double lower = 0;
        for (var i = 0; i < into.Length; i++)
        {
            lower = Math.Clamp(center + (beyond * into[i]), lower, Math.Max(ceiling, lower));
            into[i] = lower;
        }

        return Math.Min(center, ceiling);
    }

    private void Regressions(int bucket, double position, out double raw, out double log)
    {
        _regressions.Recall(bucket, _last, out raw, out log);
        if (bucket > 0 && position < 1)
        {
            _regressions.Recall(bucket - 1, _last, out var rawBefore, out var logBefore);
            raw = (position * raw) + ((1 - position) * rawBefore);
            log = (position * log) + ((1 - position) * logBefore);
        }
    }

    private double? SkillRatio(int bucket) =>
        _quantiles.Count(bucket) < ScoredEnough ? null
        : _quantiles.Loss(bucket) / Math.Max(_persistenceQuantiles.Loss(bucket), 1e-300);

    /// <summary>A constant series leaves nothing to beat: both losses are zero, and persistence is right.</summary>
    private bool Skilled(int bucket) => SkillRatio(bucket) < 1;
}
