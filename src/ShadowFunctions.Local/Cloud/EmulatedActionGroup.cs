namespace ShadowFunctions.Local.Cloud;

/// <summary>Whom alert rules call.</summary>
/// <param name="Id">Resource id.</param>
/// <param name="WebhookUri">Address of its one webhook; null for none.</param>
/// <param name="Enabled">False when it is switched off.</param>
public sealed record EmulatedActionGroup(string Id, string? WebhookUri, bool Enabled = true);
