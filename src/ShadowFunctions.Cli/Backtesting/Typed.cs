using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Reads the values of options; every error names option, value and remedy.</summary>
internal static class Typed
{
    private const double MostShare = 0.5;

    /// <summary>A number within bounds.</summary>
    public static double Number(string option, string text, double low, double high, string what) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is '{text}'; give {what} from {low} to {high}."));

    /// <summary>A percentage such as <c>0.5%</c>, as a share.</summary>
    public static double Percent(string option, string text, double mostPercent, string prefix = "") =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.EndsWith('%')
            && double.TryParse(text[prefix.Length..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= mostPercent
                ? value / 100
                : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is '{text}'; write {prefix}<percentage> from 0% to {mostPercent}%, such as {prefix}0.5%."));

    /// <summary>A limit of short time, <c>short=0.5%</c> or <c>short=216m/month</c> (of 30 days), as a share.</summary>
    public static double ShortShare(string option, string text)
    {
        const string month = "m/month";
        if (!text.StartsWith("short=", StringComparison.Ordinal) || !text.EndsWith(month, StringComparison.Ordinal))
        {
            return Percent(option, text, 100 * MostShare, "short=");
        }

        const double most = MostShare * PreAllocationSettings.MinutesPerMonth;
        return double.TryParse(text["short=".Length..^month.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 0 and <= most
            ? minutes / PreAllocationSettings.MinutesPerMonth
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is '{text}'; write short=<minutes a month>{month} from 0 to {most:0}, such as short=216{month}."));
    }

    /// <summary>A time such as <c>10m</c>, <c>12h</c> or <c>5d</c>.</summary>
    public static TimeSpan Duration(string option, string text) =>
        TryDuration(text) ?? throw new UsageException($"{option} is '{text}'; write a time with its unit, such as 10m, 12h or 5d.");

    /// <summary>A time such as <c>10m</c>, <c>12h</c> or <c>5d</c>; null when it is none.</summary>
    public static TimeSpan? TryDuration(string text)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var minutes = unit switch { 'm' => 1, 'h' => 60, 'd' => 1440, _ => 0 };
        return minutes > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 10_000
            ? TimeSpan.FromMinutes(value * minutes)
            : null;
    }

    /// <summary>The position of one of the words that are allowed.</summary>
    public static int Choice(string option, string text, params string[] words) => Array.IndexOf(words, text) is >= 0 and var index
        ? index
        : throw new UsageException($"{option} is '{text}'; give {string.Join(" or ", words.Select(w => $"'{w}'"))}.");
}
