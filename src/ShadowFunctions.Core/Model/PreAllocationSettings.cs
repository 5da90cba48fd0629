namespace ShadowFunctions.Core.Model;

/// <summary>How production is sized ahead of load, and the limits nobody may cross.</summary>
public sealed record PreAllocationSettings
{
    /// <summary>Minutes of a month as limits count it: 30 days.</summary>
    public const int MinutesPerMonth = 43_200;

    /// <summary>
    /// Name of the size ladder, for example <c>GP_Gen5</c>, or sizes and ranges joined by <c>+</c> (<see cref="LadderList"/>): the tier is never
    /// changed unless it is listed here.
    /// </summary>
    public string Ladder { get; init; } = "GP_Gen5";

    /// <summary>Smallest size allowed; null takes the ladder's first.</summary>
    public string? MinimumSize { get; init; }

    /// <summary>Largest size allowed; null takes the ladder's last.</summary>
    public string? MaximumSize { get; init; }

    /// <summary>
    /// The quantile of predicted demand that must fit before there is another chance to act, whatever it costs, 0.5 to 0.999.
    /// How much more is covered follows from <see cref="ShortLimitPercent"/> or the price of shortfall.
    /// </summary>
    public double RiskQuantile { get; init; } = 0.5;

    /// <summary>
    /// Most minutes in which the store may be short, percent of all, 0.01 to 50: the cheapest plan that keeps it is looked for
    /// (0.5 is 216 minutes a month). Null trades shortage for money at <see cref="ShortfallPricePerVCoreHour"/>.
    /// </summary>
    public double? ShortLimitPercent { get; init; } = 0.5;

    /// <summary>
    /// The same limit as minutes in a month of 30 days, 5 to 21,600; takes the place of <see cref="ShortLimitPercent"/> where it is set.
    /// </summary>
    public double? ShortLimitMinutesPerMonth { get; init; }

    /// <summary>How far ahead is predicted, in minutes, 10 to 10,080.</summary>
    public int HorizonMinutes { get; init; } = 120;

    /// <summary>Minutes from request to readiness assumed until the store's own operations are known, 1 to 1,440.</summary>
    public int LeadTimeMinutes { get; init; } = 10;

    /// <summary>Most ladder steps up in one change; 0 means no limit.</summary>
    public int MaxStepsUp { get; init; }

    /// <summary>Most ladder steps down in one change; 0 means no limit.</summary>
    public int MaxStepsDown { get; init; }

    /// <summary>Minutes after any change during which production is not made smaller, 0 to 10,080.</summary>
    public int ScaleDownCooldownMinutes { get; init; } = 10;

    /// <summary>
    /// Minutes for which a store stays at a size, at least, before a smaller one is asked for, counted from any change, 0 to 1,440; 0 for none. Unlike the
    /// cooldown it is planned with: a larger size is taken at the price of the hours that it binds.
    /// </summary>
    public int MinDwellMinutes { get; init; }

    /// <summary>Minutes during which a size set by somebody else is respected, 0 to 43,200.</summary>
    public int RespectForeignChangeMinutes { get; init; } = 240;

    /// <summary>
    /// Percent of the configured data size that is to stay free, 0 to 50: the limit grows before less is left. It is never made smaller; 0
    /// leaves it alone. Hyperscale grows by itself.
    /// </summary>
    public double StorageHeadroomPercent { get; init; } = 10;

    /// <summary>
    /// Days ahead for which the limit of the data is kept, 0 to 365, as far as the store was observed for as long; 0 looks no further than
    /// <see cref="HorizonMinutes"/>.
    /// </summary>
    public int StorageDaysAhead { get; init; } = 7;

    /// <summary>Largest limit of the data that is ever asked for, GiB, 1 to 131,072; null takes the most that the size holds.</summary>
    public int? MaxStorageGib { get; init; }

    /// <summary>Fewest high-availability replicas of a Hyperscale store, 0 to 4; null leaves them alone.</summary>
    public int? MinReplicas { get; init; }

    /// <summary>Most high-availability replicas of a Hyperscale store, 0 to 4; null leaves them alone.</summary>
    public int? MaxReplicas { get; init; }

    /// <summary>
    /// Resource id of the database's geo secondary, which is changed with it; null finds it by the replication links. It must be on the
    /// allow-list too.
    /// </summary>
    public string? GeoSecondaryResourceId { get; init; }

    /// <summary>
    /// Seconds for which a transaction must have been open to keep the store from being made smaller, 0 to 86,400; 0 does not look. Needs a
    /// production connection.
    /// </summary>
    public int LongTransactionSeconds { get; init; } = 60;

    /// <summary>
    /// IANA name of the time zone whose clock the load follows: the outlook's days follow it through its changes, and holidays, month ends and month
    /// starts are learned apart from ordinary days. Null leaves the calendar out.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>Local dates of holidays, past and coming, in <see cref="TimeZone"/>.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Windows in which nothing is changed.</summary>
    public IReadOnlyList<FreezeWindow> FreezeWindows { get; init; } = [];

    /// <summary>Most compute cost per clock hour in the price list's currency; null means no limit.</summary>
    public double? MaxCostPerHour { get; init; }

    /// <summary>Price the owner puts on one vCore-hour of demand not served, in the price list's currency; used where there is no limit.</summary>
    public double ShortfallPricePerVCoreHour { get; init; } = 30;

    /// <summary>Price the owner puts on one resize (dropped connections, cold cache), per ladder step moved.</summary>
    public double ResizePrice { get; init; } = 0.05;

    /// <summary>Minutes without fresh metrics after which nothing is made smaller, 1 to 1,440.</summary>
    public int StaleAfterMinutes { get; init; } = 15;
}
