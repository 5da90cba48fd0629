using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Local.Fleet;

/// <summary>What a local fleet runs, and how.</summary>
public sealed record LocalFleetOptions
{
    /// <summary>Folder that holds all state; started on it again the fleet goes on where it stood.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The production stores.</summary>
    public required IReadOnlyList<LocalStore> Stores { get; init; }

    /// <summary>What the emulated clock shows in a new folder, UTC; on a cycle boundary.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 20260831;

    /// <summary>Minutes between two cycles.</summary>
    public int CycleMinutes { get; init; } = 5;

    /// <summary>Days of past metrics a new store is given.</summary>
    public int BackfillDays { get; init; } = 14;

    /// <summary>Emulated seconds per second; null for as fast as the machine goes.</summary>
    public double? SpeedFactor { get; init; }

    /// <summary>Port of the HTTP API on loopback; 0 takes a free one.</summary>
    public int Port { get; init; } = LocalHostOptions.DefaultPort;

    /// <summary>Transactions that production has open for long.</summary>
    public IReadOnlyList<LocalTransaction> Transactions { get; init; } = [];

    /// <summary>Where logs go; null keeps the console.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>App settings that win over those of the local fleet, to try a deployment's own, right or wrong.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes the emulated platform before it starts: its access rules, locks, faults.</summary>
    public Func<EmulatedCloudOptions, EmulatedCloudOptions> Platform { get; init; } = static cloud => cloud;

    /// <summary>Replaces parts of the app once the local ones are in place; null replaces none.</summary>
    public Action<IServiceCollection>? OverrideServices { get; init; }

    /// <summary>True lets the emulated Azure Monitor evaluate the alert rules and call the app, which then runs cycles out of schedule.</summary>
    public bool EvaluateAlerts { get; init; }

    /// <summary>First instant of cycle <paramref name="number"/>, counted from 1.</summary>
    public DateTimeOffset CycleAt(int number) => Start.AddMinutes((double)number * CycleMinutes);
}
