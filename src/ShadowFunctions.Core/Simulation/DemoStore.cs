namespace ShadowFunctions.Core.Simulation;

/// <summary>One store of the demonstration.</summary>
/// <param name="Id">Store id.</param>
/// <param name="Title">What it stands for, one line.</param>
/// <param name="Pattern">Shape of its demand.</param>
/// <param name="LadderName">Ladder of sizes it may use.</param>
/// <param name="StartSize">Size it starts at: fits the hour before the demonstration begins.</param>
public sealed record DemoStore(string Id, string Title, DemandPattern Pattern, string LadderName, string StartSize);
