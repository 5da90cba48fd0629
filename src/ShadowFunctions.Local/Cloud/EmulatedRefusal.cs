namespace ShadowFunctions.Local.Cloud;

/// <summary>A size that a region does not sell.</summary>
/// <param name="Region">The region.</param>
/// <param name="Size">The size (service objective), of databases and pools.</param>
/// <param name="Reason">What the platform says of it.</param>
public sealed record EmulatedRefusal(string Region, string Size, string Reason);
