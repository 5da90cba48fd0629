using System.ComponentModel.DataAnnotations;

namespace ShadowFunctions.Options;

/// <summary>Settings of the deployment, section <c>Shadow</c>. Every value is checked at start.</summary>
public sealed class ShadowOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Shadow";

    /// <summary>Minutes between two cycles of the schedule; must agree with <c>SHADOW_SCHEDULE</c>.</summary>
    [Within(1, 60)]
    public int CycleMinutes { get; set; } = 5;

    /// <summary>Stores per page: the platform's metrics batch takes at most 50.</summary>
    [Within(1, 50)]
    public int PageSize { get; set; } = 50;

    /// <summary>Days of metrics read when a store is new; the platform keeps 93.</summary>
    [Within(1, 93)]
    public int BackfillDays { get; set; } = 14;

    /// <summary>Minutes after which a minute of metrics is taken as complete; younger minutes are read in the next cycle.</summary>
    [Within(0, 30)]
    public int SettleMinutes { get; set; } = 2;

    /// <summary>Minutes a proposed change waits for the owner's approval.</summary>
    [Within(1, 1440)]
    public int ApprovalMinutes { get; set; } = 30;

    /// <summary>Seconds between two polls of a running change when the platform does not say.</summary>
    [Within(5, 600)]
    public int PollSeconds { get; set; } = 30;

    /// <summary>Minutes after which a change that has not ended is given up.</summary>
    [Within(5, 2880)]
    public int ScaleDeadlineMinutes { get; set; } = 60;

    /// <summary>Writes per second the fleet allows itself on the platform; the published refill is 10 per subscription and principal.</summary>
    [Within(1, 10)]
    public int ArmWritesPerSecond { get; set; } = 5;

    /// <summary>Most writes at once; the published bucket holds 200.</summary>
    [Within(1, 200)]
    public int ArmWriteBurst { get; set; } = 100;

    /// <summary>Most that one shadow may cost in a day, price list's currency; above it the shadow is parked until midnight UTC.</summary>
    [Within(1, 100_000)]
    public int ShadowCostPerDay { get; set; } = 10;

    /// <summary>Most that all shadows may cost in a day together, price list's currency; above it all are parked until midnight UTC.</summary>
    [Within(1, 1_000_000)]
    public int FleetShadowCostPerDay { get; set; } = 200;

    /// <summary>Days for which a shadow may be worth less than it costs before it is removed.</summary>
    [Within(1, 365)]
    public int ShadowPatienceDays { get; set; } = 7;

    /// <summary>Hours after which a read source is removed, whatever has become of it.</summary>
    [Within(1, 72)]
    public int ReadSourceHours { get; set; } = 6;

    /// <summary>
    /// Days after which ended orchestrations, cycles, passes and taken-up alerts are forgotten. Decisions and changes of production are kept.
    /// </summary>
    [Within(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>What the owner pays for a vCore-hour, by SKU name (<c>GP_Gen5</c>); where it is not said the list price is taken.</summary>
    [KnownPrices]
    public Dictionary<string, double> Prices { get; } = [];

    /// <summary>File with the key of the masking tokens, a mounted secret: at least 32 random bytes in Base64.</summary>
    [Required]
    public string MaskingKeyFile { get; set; } = "/mnt/secrets/shadow-masking-key";

    /// <summary>
    /// Address of the secret of a key vault that holds this key instead, for example <c>https://VAULT.vault.azure.net/secrets/shadow-masking-key</c>; it is read as the
    /// shadow operator. Empty takes <see cref="MaskingKeyFile"/>.
    /// </summary>
    [SecretAddress]
    public string? MaskingKeySecret { get; set; }

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; set; } = 20260831;
}
