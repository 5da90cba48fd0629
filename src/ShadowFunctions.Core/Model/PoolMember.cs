namespace ShadowFunctions.Core.Model;

/// <summary>One database of an elastic pool with its own recent minutes.</summary>
/// <param name="Name">Name of the database.</param>
/// <param name="Minutes">Every minute of the window that was asked for, in time order, gaps included.</param>
public sealed record PoolMember(string Name, IReadOnlyList<MemberMinute> Minutes);
