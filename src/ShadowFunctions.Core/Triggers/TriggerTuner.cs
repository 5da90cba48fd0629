using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Sets the alert thresholds of the reactive net. Two pulls: late enough that the store's ordinary use seldom raises an alarm (the
/// quantile of its recent five-minute means), early enough that demand growing at its fastest usual pace does not pass the size within
/// the lead time. While forecasts can be trusted the first pull wins, since they act before the net; when they abstain the
/// second one does, since nothing else acts.
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
        if (!input.Settings.Enabled || (input.Previous is { } previous && Close(previous, wanted, input.Settings.MinChangePercent)))
        {
            return new TriggerTuning(input.Previous ?? wanted, false, [new Reason(ReasonCode.TriggerFits, "The thresholds in force fit.")]);
        }

        return new TriggerTuning(wanted, true, reasons);
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
        previous.ForSize == wanted.ForSize
        && Math.Abs(previous.CpuPercent - wanted.CpuPercent) < least
        && Math.Abs(previous.DataIoPercent - wanted.DataIoPercent) < least
        && Math.Abs(previous.LogWritePercent - wanted.LogWritePercent) < least
        && Math.Abs(previous.WorkersPercent - wanted.WorkersPercent) < least;
}
