using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>One behaviour of the platform and how the operation must end.</summary>
internal sealed record PreScaleCase(string Name, PlatformScript Script, ScaleOperationStatus Status, int Accepted, string Size, string Error = "", bool Paused = false, Action<ScriptedPlatform>? Others = null)
{
    private const string From = PreScaleWorld.From;
    private const string To = PreScaleWorld.To;

    public static IReadOnlyList<PreScaleCase> All { get; } =
    [
        new("all goes well", new(), ScaleOperationStatus.Verified, 1, To),
        new("transient, then well", new() { TransientRefusals = 2 }, ScaleOperationStatus.Verified, 1, To),
        new("refused", new() { Refuses = true }, ScaleOperationStatus.Failed, 0, From, "QuotaExceeded"),
        new("accepted, then failed", new() { End = ScaleProgressState.Failed }, ScaleOperationStatus.Failed, 1, From, "gave up"),
        new("accepted, then cancelled by the platform", new() { End = ScaleProgressState.Cancelled }, ScaleOperationStatus.Cancelled, 1, From),
        new("never ends", new() { End = ScaleProgressState.InProgress }, ScaleOperationStatus.Cancelled, 1, From, "Not verified by"),
        new("reported as done without effect", new() { TakesEffect = false }, ScaleOperationStatus.Failed, 1, From, "reported success, but the store is at"),
        new("cancel comes too late", new() { End = ScaleProgressState.InProgress, CancelComesTooLate = true }, ScaleOperationStatus.Verified, 1, To),
        new("paused between decision and request", new(), ScaleOperationStatus.Superseded, 0, From, "Paused", Paused: true),
        new("already at the target", new(), ScaleOperationStatus.Verified, 0, To, Others: p => p.ChangeByOthers(To, running: false)),
        new("somebody else asked for the target", new(), ScaleOperationStatus.Verified, 0, To, Others: p => p.ChangeByOthers(To, running: true)),
        new("somebody else changed the size", new(), ScaleOperationStatus.Superseded, 0, "GP_Gen5_16", "somebody else", Others: p => p.ChangeByOthers("GP_Gen5_16", running: false)),
        new("somebody else's change runs", new(), ScaleOperationStatus.Superseded, 0, From, "somebody else", Others: p => p.ChangeByOthers("GP_Gen5_16", running: true)),
    ];

    public static PreScaleCase Named(string name) => All.Single(c => c.Name == name);

    public PreScaleWorld Open(int crashAfter = 0, bool twice = false) => new(Script, StoreMode.Automatic, crashAfter, twice)
    {
        PauseAfterDecision = Paused,
        AfterDecision = Others ?? (static _ => { }),
    };
}
