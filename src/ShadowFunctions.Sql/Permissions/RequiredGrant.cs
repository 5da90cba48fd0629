namespace ShadowFunctions.Sql.Permissions;

/// <summary>One permission that the data plane needs.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="On">Production or shadow.</param>
/// <param name="Grant">The owner's statement.</param>
/// <param name="Why">What it is for, and what happens without it.</param>
public sealed record RequiredGrant(string Engine, string On, string Grant, string Why);
