using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>One database of an emulated pool, with a load of its own.</summary>
/// <param name="Name">Name of the database.</param>
/// <param name="Trace">The demand on it, a pure function of the minute.</param>
public sealed record EmulatedMember(string Name, IDemandTrace Trace);
