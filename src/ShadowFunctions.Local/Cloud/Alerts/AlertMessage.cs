namespace ShadowFunctions.Local.Cloud;

/// <summary>A message of an action group that is to be delivered; kept until it was, so that a kill loses none.</summary>
/// <param name="Id">Unique; sorts by the order of their making.</param>
/// <param name="WebhookUri">Where it goes.</param>
/// <param name="Body">The common alert schema.</param>
internal sealed record AlertMessage(string Id, string WebhookUri, string Body);
