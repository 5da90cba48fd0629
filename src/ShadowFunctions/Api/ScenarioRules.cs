using System.Text.RegularExpressions;
using NodaTime;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>What a scenario must be like.</summary>
internal static partial class ScenarioRules
{
    private const int LongestDays = 31;

    /// <summary>All mistakes of a scenario sent under a name.</summary>
    public static IReadOnlyList<FieldError> Check(string name, Scenario scenario)
    {
        var rules = new Rules();
        rules.That(Name().IsMatch(name), "name", name, "Use 1 to 63 letters, digits and hyphens.");
        rules.That(scenario.Name == name, "name", scenario.Name, $"Send the name of the address, '{name}', or leave it out.");
        rules.That(
            scenario.TimeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(scenario.TimeZone) is not null,
            "timeZone", scenario.TimeZone, "Send an IANA time zone such as Europe/Berlin or Etc/UTC.");
        Local(rules, "startLocal", scenario.StartLocal);
        Local(rules, "endLocal", scenario.EndLocal);
        rules.That(scenario.StartLocal < scenario.EndLocal, "endLocal", scenario.EndLocal.ToString("s", System.Globalization.CultureInfo.InvariantCulture), "Send an end after startLocal.");
        rules.That(
            scenario.EndLocal - scenario.StartLocal <= TimeSpan.FromDays(LongestDays), "endLocal", scenario.EndLocal.ToString("s", System.Globalization.CultureInfo.InvariantCulture),
            $"Send a window of at most {LongestDays} days; split a longer event.");
        rules.That(
            scenario.Multiplier is null != scenario.Rates is null, "multiplier", scenario.Multiplier,
            "Send either multiplier or rates, not both and not none.");
        if (scenario.Multiplier is { } multiplier)
        {
            rules.Range("multiplier", multiplier, 0.1, 100);
        }

        foreach (var (template, rate) in scenario.Rates ?? new Dictionary<string, double>())
        {
            rules.Range($"rates.{template}", rate, 0, 10_000_000);
        }

        rules.That(scenario.Rates is not { Count: 0 }, "rates", "{}", "Send at least one template with its rate.");
        rules.That(
            scenario.Database is null || scenario.Multiplier is not null, "database", scenario.Database, "Send a multiplier with it: rates are those of the whole store.");
        rules.Range("relativeUncertainty", scenario.RelativeUncertainty, 0, 2);
        return rules.Errors;
    }

    private static void Local(Rules rules, string field, DateTime value) => rules.That(
        value.Kind == DateTimeKind.Unspecified && value.Year is >= 2000 and <= 2100, field, value.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        "Send a local date and time without offset, such as 2026-08-31T07:15:00; the time zone stands in timeZone.");

    [GeneratedRegex("^[A-Za-z0-9-]{1,63}$")]
    private static partial Regex Name();
}
