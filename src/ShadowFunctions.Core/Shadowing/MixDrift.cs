using System.Globalization;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>How far production's mix has moved from the one that was rehearsed.</summary>
/// <param name="Distance">Total variation of the shares of executions: ½·Σ|p − q|, 0 for the same mix, 1 for nothing in common.</param>
/// <param name="New">Statements that production runs and the rehearsal did not.</param>
/// <param name="Vanished">Statements that were rehearsed and production no longer runs.</param>
public sealed record MixDrift(double Distance, IReadOnlyList<string> New, IReadOnlyList<string> Vanished)
{
    // Rarer ones come and go without meaning anything.
    private const double SmallestShare = 0.001;
    private const int MostNamed = 20;

    /// <summary>Compares two mixes; null when one of them is empty.</summary>
    /// <param name="rehearsed">Executions per second of the mix in use.</param>
    /// <param name="now">Executions per second of production.</param>
    public static MixDrift? Between(IReadOnlyDictionary<string, double> rehearsed, IReadOnlyDictionary<string, double> now)
    {
        var (p, q) = (Shares(rehearsed), Shares(now));
        if (p.Count == 0 || q.Count == 0)
        {
            return null;
        }

        var distance = p.Keys.Union(q.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Sum(id => Math.Abs(p.GetValueOrDefault(id) - q.GetValueOrDefault(id))) / 2;
        return new MixDrift(Math.Clamp(distance, 0, 1), Only(q, p), Only(p, q));
    }

    /// <summary>True when the mix is another one: too far away, or with statements that were not rehearsed.</summary>
    /// <param name="trigger">Largest distance that is still the same mix.</param>
    public bool Exceeds(double trigger) => Distance > trigger || New.Count > 0;

    /// <summary>One sentence with the figures.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"The mix is {Distance:0.00} away from the rehearsed one{(New.Count > 0 ? $", {New.Count} statements are new" : "")}{(Vanished.Count > 0 ? $", {Vanished.Count} are gone" : "")}");

    private static string[] Only(Dictionary<string, double> these, Dictionary<string, double> those) =>
        [.. these.Where(s => s.Value >= SmallestShare && !those.ContainsKey(s.Key)).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key).Take(MostNamed)];

    private static Dictionary<string, double> Shares(IReadOnlyDictionary<string, double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var sound = rates.Where(r => r.Value > 0 && double.IsFinite(r.Value)).ToArray();
        var total = sound.Sum(r => r.Value);
        return sound.ToDictionary(r => r.Key, r => r.Value / total, StringComparer.Ordinal);
    }
}
