using Microsoft.Extensions.Configuration;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The app's functions with their routes and schedules worked out; everything wrong with them shows when it is built.</summary>
internal sealed class FunctionCatalog
{
    private FunctionCatalog(
        IReadOnlyList<FunctionEntry> functions, IReadOnlyList<HttpFunction> http, IReadOnlyDictionary<FunctionEntry, TimerSchedule> schedules)
    {
        Functions = functions;
        Http = http;
        Schedules = schedules;
        Listing = new FunctionListing([.. functions.Select(Describe)]);
    }

    public IReadOnlyList<FunctionEntry> Functions { get; }

    public IReadOnlyList<HttpFunction> Http { get; }

    public IReadOnlyDictionary<FunctionEntry, TimerSchedule> Schedules { get; }

    public FunctionListing Listing { get; }

    /// <exception cref="InvalidOperationException">A schedule names a setting that is missing.</exception>
    /// <exception cref="FormatException">A schedule is not NCRONTAB.</exception>
    public static FunctionCatalog Build(IReadOnlyList<FunctionEntry> functions, HostJson host, IConfiguration configuration)
        => new(
            functions,
            [.. functions.Where(f => f.Kind == TriggerKind.Http).Select(f => HttpFunction.From(f, host))],
            functions.Where(f => f.Kind == TriggerKind.Timer).ToDictionary(f => f, f => TimerFunction.ScheduleOf(f, configuration)));

    private FunctionListingEntry Describe(FunctionEntry function) => function.Kind switch
    {
        TriggerKind.Http => Http.Single(http => http.Function == function).ToListing(),
        TriggerKind.Timer => new(function.Name, TriggerKind.Timer, Schedule: Schedules[function].Expression),
        _ => new(function.Name, function.Kind),
    };
}
