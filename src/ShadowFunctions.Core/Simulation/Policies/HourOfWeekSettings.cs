namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Settings of the hour-of-week schedule.</summary>
/// <param name="MarginPercent">Room above the highest minute seen in the slot, percent.</param>
/// <param name="LeadMinutes">Minutes before its hour at which a larger size is asked for.</param>
/// <param name="Weeks">How many weeks back the schedule looks.</param>
public sealed record HourOfWeekSettings(double MarginPercent = 20, int LeadMinutes = 10, int Weeks = 4);
