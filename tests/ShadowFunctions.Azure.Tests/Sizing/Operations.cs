using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Sizing;

internal static class Operations
{
    public static ScaleOperation Of(string from, string to, DateTimeOffset at, string? ticket = null) => new()
    {
        Id = "orders-c1",
        StoreId = "orders",
        DecisionId = "orders-c1",
        From = from,
        To = to,
        IntendedAt = at,
        Deadline = at.AddHours(1),
        Ticket = ticket,
    };
}
