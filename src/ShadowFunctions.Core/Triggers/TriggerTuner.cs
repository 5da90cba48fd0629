using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Sets the alert thresholds of the reactive net. Two pulls: late enough that the store's ordinary use seldom raises an alarm (the
/// quantile of its recent five-minute means), early enough that demand growing at its fastest usual pace does not pass the size within
/// the lead time. While forecasts can be trusted the first pull wins, since they act before the net; when they abstain the
/// second one does, since nothing else acts. Both settings, those in force and the new ones, are then replayed on the store's own last day;
/// a change is made only when the new ones would have lost fewer minutes.
/// </summary>
public static class TriggerTuner
{
    private const int WindowMinutes = 5;
    private const int FewestWindows = 12;
    private const double GrowthLevel = 0.99;
    private const double DefaultPercent = 80;

    /// <summary>Tunes the thresholds.</summary>
    public static TriggerTuning Tune(TriggerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var reasons = new List<Reason>();
        var limits = input.Size.Limits;
        var cpu = Threshold(input, ResourceKind.CpuVCores, limits.CpuVCores, input.Previous?.CpuPercent, reasons);
        var io = Threshold(input, ResourceKind.DataIops, limits.DataIops, input.Previous?.DataIoPercent, reasons);
        var log = Threshold(input, ResourceKind.LogBytesPerSecond, limits.LogBytesPerSecond, input.Previous?.LogWritePercent, reasons);
        var workers = Threshold(input, ResourceKind.Workers, limits.Workers, input.Previous?.WorkersPercent, reasons);
        var wanted = new TriggerSettings
        {
            ForSize = input.Size.Name,
            ComputedAt = input.Now,
            CpuPercent = cpu,
            DataIoPercent = io,
            LogWritePercent = log,
            WorkersPercent = workers,
            WindowMinutes = WindowMinutes,
        };
        return input.Settings.Enabled
            ? Judge(input, wanted, reasons)
            : new TriggerTuning(input.Previous ?? wanted, false, [new Reason(ReasonCode.TriggerFits, "Tuning is switched off.")]);
    }

    /// <summary>Alert thresholds, serverless bounds and per-database limits each have to earn their change.</summary>
    private static TriggerTuning Judge(TriggerInput input, TriggerSettings wanted, List<Reason> reasons)
    {
        var (alerts, gain) = Alerts(input, wanted);
        var (bounds, saving) = input.Serverless is { } inForce
            ? ServerlessTuner.Tune(inForce, input.RecentSamples, input.Size, input.ShortMinutePrice)
            : (null, null);
        var pool = Advice(input);
        if (gain is null && saving is null && pool is null)
        {
            return new TriggerTuning(input.Previous ?? wanted, false, [new Reason(ReasonCode.TriggerFits, "What is in force lost no more on the last day than any change would have.")]);
        }

        IReadOnlyList<Reason> why = [.. gain is null ? [] : reasons.Append(gain), .. new[] { saving, pool?.Gain }.OfType<Reason>()];
        var settings = alerts with
        {
            ComputedAt = input.Now,
            ServerlessMinVCores = saving is null ? input.Previous?.ServerlessMinVCores : bounds!.MinVCores,
            ServerlessPauseDelayMinutes = saving is null ? input.Previous?.ServerlessPauseDelayMinutes : bounds!.PauseDelayMinutes,
            ServerlessBefore = input.Previous?.ServerlessBefore ?? (saving is null ? null : input.Serverless),
            Reasons = why,
        };
        return new TriggerTuning(WithPool(settings, input, pool), true, why);
    }

    /// <summary>What the look at a pool's databases wants changed, until settings were written that know of it.</summary>
    private static PoolAdvice? Advice(TriggerInput input) =>
        input is { Pool: { } inForce, PoolAdvice: { Gain: not null, Limits: { } limits } advice } && limits != inForce
        && advice.ForSize == input.Size.Name && !(input.Previous?.ComputedAt >= advice.ComputedAt)
            ? advice
            : null;

    /// <summary>Limits that we never changed are not ours to name; of those we changed, a resize or their owner may have made others since.</summary>
    private static TriggerSettings WithPool(TriggerSettings settings, TriggerInput input, PoolAdvice? advice)
    {
        var before = input.Previous?.PoolBefore ?? (advice is null ? null
            : new PoolLimitsBefore(input.Pool!.MinVCores, input.Pool.MaxVCores >= input.Size.VCores ? null : input.Pool.MaxVCores));
        var limits = before is null ? null : advice?.Limits ?? input.Pool;
        return settings with { PoolPerDatabaseMinVCores = limits?.MinVCores, PoolPerDatabaseMaxVCores = limits?.MaxVCores, PoolBefore = before };
    }

    /// <summary>The new thresholds and the gain they bring; those in force and null when they bring none.</summary>
    private static (TriggerSettings Settings, Reason? Gain) Alerts(TriggerInput input, TriggerSettings wanted)
    {
        if (input.Previous is not { } previous)
        {
            return (wanted, new Reason(ReasonCode.TriggerMoved, "The store had no alert rules of ours yet."));
        }

        if (Close(previous, wanted, input.Settings.MinChangePercent))
        {
            return (previous, null);
        }

        var rate = input.Settings.AcceptedFalseAlarmRate;
        var before = TriggerReplay.Score(input.RecentSamples, input.Size, previous, input.LeadTimeMinutes);
        var after = TriggerReplay.Score(input.RecentSamples, input.Size, wanted, input.LeadTimeMinutes);
        return after.Loss(rate) < before.Loss(rate)
            ? (wanted, new Reason(ReasonCode.TriggerMoved, string.Create(
                CultureInfo.InvariantCulture,
                $"On the last day: {after.UnwarnedMinutes} of {after.ShortMinutes} short minutes without warning instead of {before.UnwarnedMinutes}, {after.FalseAlarms} false alarms instead of {before.FalseAlarms}.")))
            : (previous, null);
    }

    private static double Threshold(TriggerInput input, ResourceKind kind, double? limit, double? inForce, List<Reason> reasons)
    {
        var (least, most) = (input.Settings.MinThresholdPercent, Math.Max(input.Settings.MinThresholdPercent, input.Settings.MaxThresholdPercent));
        var windows = limit is > 0 and var known ? Windows(input.RecentSamples, kind, known) : [];
        if (windows.Count < FewestWindows)
        {
            return Math.Clamp(inForce ?? DefaultPercent, least, most);
        }

        var quiet = Quantile(windows, 1 - input.Settings.AcceptedFalseAlarmRate);
        var growth = Quantile([.. windows.Zip(windows.Skip(1), (a, b) => (b - a) / WindowMinutes)], GrowthLevel);
        var early = 100 - (Math.Max(0, growth) * input.LeadTimeMinutes);
        var trusted = input.Prediction?[kind] is { Forecast.Abstained: false };
        var percent = Math.Round(Math.Clamp(trusted ? Math.Max(quiet, early) : early, least, most), 1);
        reasons.Add(new Reason(
            ReasonCode.TriggerMoved,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kind}: {percent:0.#} % (use stays below {quiet:0.#} %, growth within the lead time asks for {early:0.#} %, {(trusted ? "forecasts act before" : "the net leads")}).")));
        return percent;
    }

    /// <summary>Means over five minutes in percent of the limit, of consecutive minutes; a gap starts a new window.</summary>
    private static List<double> Windows(IReadOnlyList<UsageSample> samples, ResourceKind kind, double limit)
    {
        var windows = new List<double>();
        double sum = 0;
        var count = 0;
        long window = long.MinValue;
        foreach (var sample in samples)
        {
            if (sample.Amounts[kind] is not { } amount || !double.IsFinite(amount))
            {
                continue;
            }

            var number = sample.Minute.ToUnixTimeSeconds() / (60 * WindowMinutes);
            if (number != window && count > 0)
            {
                windows.Add(100 * sum / (count * limit));
                (sum, count) = (0, 0);
            }

            window = number;
            sum += amount;
            count++;
        }

        return windows;
    }

    private static double Quantile(IReadOnlyList<double> values, double level)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Clamp(Math.Ceiling(level * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static bool Close(TriggerSettings previous, TriggerSettings wanted, double least) =>
        Math.Abs(previous.CpuPercent - wanted.CpuPercent) < least
        && Math.Abs(previous.DataIoPercent - wanted.DataIoPercent) < least
        && Math.Abs(previous.LogWritePercent - wanted.LogWritePercent) < least
        && Math.Abs(previous.WorkersPercent - wanted.WorkersPercent) < least;
}
