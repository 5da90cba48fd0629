namespace ShadowFunctions.Local.Cloud;

/// <summary>What callers may do at a scope and below it. The longest scope that fits a request decides; without any, everything is allowed.</summary>
/// <param name="Scope">Resource id of a subscription, group, server, database or pool.</param>
/// <param name="Actions">Actions such as <c>Microsoft.Sql/servers/databases/read</c>; <c>*</c> at the end stands for anything.</param>
public sealed record EmulatedAccess(string Scope, IReadOnlyList<string> Actions);
