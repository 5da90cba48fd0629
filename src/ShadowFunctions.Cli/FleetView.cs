using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;
using ShadowFunctions.Local.Fleet;
using Spectre.Console;

namespace ShadowFunctions.Cli;

/// <summary>Shows a running fleet: a live table on a terminal, one line per emulated half hour elsewhere.</summary>
internal sealed class FleetView(LocalFleet fleet, LocalFleetOptions options, int? cycles)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineEvery = TimeSpan.FromMinutes(30);

    /// <summary>Shows until cancelled.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
            {
                await AnsiConsole.Live(new Table()).StartAsync(live => Repeat(async () => live.UpdateTarget(await TableAsync(cancellationToken)), cancellationToken));
            }
            else
            {
                var next = fleet.Now;
                await Repeat(() => { next = Line(next); return Task.CompletedTask; }, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run has ended; so does the view.
        }
    }

    private static async Task Repeat(Func<Task> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            await show();
            await Task.Delay(Refresh, TimeProvider.System, cancellationToken);
        }
    }

    private DateTimeOffset Line(DateTimeOffset next)
    {
        var now = fleet.Now;
        if (now < next)
        {
            return next;
        }

        var cycle = (int)((now - options.Start).TotalMinutes / options.CycleMinutes);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} emulated, cycle {cycle}{(cycles is { } c ? $" of {c}" : "")}"));
        return now + LineEvery;
    }

    private async Task<Table> TableAsync(CancellationToken cancellationToken)
    {
        var now = fleet.Now;
        var table = new Table().Border(TableBorder.Rounded)
            .Title(string.Create(CultureInfo.InvariantCulture, $"{now:ddd yyyy-MM-dd HH:mm} UTC (emulated)"));
        table.AddColumns("store", "demand now", "size", "forecast at lead time", "next step", "reason", "short min", "cost $", "static $", "reactive $");
        var decisions = fleet.Services.GetRequiredService<IDecisionLog>();
        var decided = false;
        foreach (var store in options.Stores)
        {
            var world = fleet.Cloud.Report(store.Id, options.Start, now);
            var latest = await decisions.LatestAsync(store.Id, 1, cancellationToken);
            decided |= latest.Count > 0;
            table.AddRow(Row(store, world, latest.Count == 0 ? null : latest[0], now));
        }

        if (!decided)
        {
            table.Caption($"The first cycle reads {options.BackfillDays} days of metrics and learns from them.");
        }

        return table;
    }

    private string[] Row(LocalStore store, Local.Cloud.WorldReport world, Decision? decision, DateTimeOffset now)
    {
        var ladder = SizeCatalog.Embedded.Ladder(store.Ladder);
        var seed = DemoFleet.SeedOf(options.Seed, store.Id);
        var (peak, reactive) = now > options.Start
            ? (PolicyRun.Evaluate(store.Trace, StaticPolicy.ForPeak(store.Trace, options.Start, now, ladder, new LoadProfile()), options.Start, now, ladder, seed).Cost,
               PolicyRun.Evaluate(store.Trace, new ReactivePolicy(store.StartSize), options.Start, now, ladder, seed).Cost)
            : (0, 0);
        var next = decision is null ? "" : decision.To == decision.From && decision.Extras is null ? "keep" : $"{decision.Outcome}: {decision.To}";
        return
        [
            store.Id, Number(world.DemandNowVCores), world.CurrentSize, decision?.DemandVCores is { } d ? Number(d) : "-", next,
            decision is { Reasons: [var first, ..] } ? first.Code.ToString() : "",
            world.MinutesShort.ToString(CultureInfo.InvariantCulture), Number(world.Cost), Number(peak), Number(reactive),
        ];
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
