using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The matrix: answers × header styles × failures × restarts.</summary>
internal static class OutcomeTable
{
    private const int Always = 1_000_000;

    private static readonly TimeSpan MidWay = TimeSpan.FromSeconds(40);

    public static IReadOnlyList<OutcomeCase> Rows { get; } = [.. HeaderStyles(), .. Ends(), .. Polls(), .. Requests(), .. Restarts(), .. Pairs(), .. Others()];

    private static IEnumerable<OutcomeCase> HeaderStyles() =>
    [
        new("202 with both headers", "Verified/1"),
        new("202 with Azure-AsyncOperation alone", "Verified/1") { Headers = OperationHeaders.AsyncOperation },
        new("202 with Location alone", "Verified/1") { Headers = OperationHeaders.Location },
        new("202 without any address", "Verified/1") { Headers = OperationHeaders.None },
        new("signed addresses of 3 kB", "Verified/1") { Signed = true },
        new("a signed Location of 3 kB alone", "Verified/1") { Signed = true, Headers = OperationHeaders.Location },
        new("200 while it still changes", "Verified/1") { Faults = Patch(200, after: true, body: "{}") },
        new("201 instead of 202", "Verified/1") { Faults = Patch(201, after: true, body: "{}") },
        new("accepted with the last write of the platform's budget", "Verified/1") { Faults = NoWritesLeft() },
        new("pool, both headers", "Verified/1") { Pool = true },
        new("pool, Location alone, restart", "Verified/1") { Pool = true, Headers = OperationHeaders.Location, RestartAfter = MidWay },
        new("pool, no address, restart", "Verified/1") { Pool = true, Headers = OperationHeaders.None, RestartAfter = MidWay },
    ];

    private static IEnumerable<OutcomeCase> Ends() =>
    [
        new("accepted, then failed", "Failed/1") { Reached = false, Error = "40619", Faults = Ends(OperationFaultKind.Fails) },
        new("accepted, then failed, Location alone", "Failed/1") { Reached = false, Error = "40619", Headers = OperationHeaders.Location, Faults = Ends(OperationFaultKind.Fails) },
        new("accepted, then failed, no address", "Failed/1") { Reached = false, Error = "40619", Headers = OperationHeaders.None, Faults = Ends(OperationFaultKind.Fails) },
        new("success without effect", "Failed/1") { Reached = false, Error = "reported success, but the store is at", Faults = Ends(OperationFaultKind.NoEffect) },
        new("success without effect, Location alone", "Failed/1") { Reached = false, Error = "reported success", Headers = OperationHeaders.Location, Faults = Ends(OperationFaultKind.NoEffect) },
        new("slow, within the deadline", "Verified/1") { Faults = Ends(OperationFaultKind.Slow, minutes: 30) },
        new("slow, past the deadline, cancelled", "Cancelled/1") { Reached = false, Error = "Not verified by", Faults = Ends(OperationFaultKind.Slow, minutes: 300) },
        new("stuck, cancelled", "Cancelled/1") { Reached = false, Error = "Not verified by", Faults = Ends(OperationFaultKind.Stuck) },
        new("stuck, no address, cancelled", "Cancelled/1") { Reached = false, Error = "Not verified by", Headers = OperationHeaders.None, Faults = Ends(OperationFaultKind.Stuck) },
        new("stuck, cancel refused: it is still running", "InProgress/1") { Reached = false, Error = "Not verified by", Faults = Ends(OperationFaultKind.Stuck, cancellable: false) },
        new("past the deadline, cancel refused, the next cycle finds its end", "Verified/1 Verified/1") { Cycles = 2, Gap = TimeSpan.FromMinutes(100), Faults = Ends(OperationFaultKind.Slow, minutes: 70, cancellable: false) },
    ];

    private static IEnumerable<OutcomeCase> Polls() =>
    [
        new("the operation's address is lost: 404", "Verified/1") { Faults = Poll(404, "OperationIdNotFound", Always) },
        new("the operation's address is lost: 410, accepted, then failed", "Failed/1") { Reached = false, Error = "40619", Faults = Poll(410, "Gone", Always) with { Operations = Ends(OperationFaultKind.Fails).Operations } },
        new("polls throttled: 429 with Retry-After", "Verified/1") { Faults = Poll(429, "SubscriptionTooManyRequests", 3, retryAfter: 17) },
        new("polls answered 503", "Verified/1") { Faults = Poll(503, "ServiceUnavailable", 3) },
        new("polls answered with nonsense", "Verified/1") { Faults = Poll(200, "", 3, body: "[]") },
        new("a poll that asks to wait for a day", "Verified/1") { Faults = Poll(200, "", 1, retryAfter: 86_400, body: """{"status":"InProgress"}""") },
        new("polls answered without a status", "Verified/1") { Faults = Poll(200, "", 3, body: "{}") },
        new("polls answered without a status, accepted, then failed", "Failed/1") { Reached = false, Error = "40619", Faults = Poll(200, "", Always, body: "{}") with { Operations = Ends(OperationFaultKind.Fails).Operations } },
        new("the token ends mid-operation: 401", "Verified/1") { Faults = Poll(401, "ExpiredAuthenticationToken", 2) },
        new("reads answered 500 before the request", "Verified/1") { Faults = Rule(new() { Request = CloudRequestKind.GetDatabase, First = 3, Count = 2 }) },
        new("polls answered 503 until the pass gives up, the next cycle goes on", "Verified/1 Verified/1") { Cycles = 2, Faults = Poll(503, "ServiceUnavailable", 5) },
    ];

    private static IEnumerable<OutcomeCase> Requests() =>
    [
        new("request throttled: 429 with Retry-After", "Failed/1 Verified/1") { Error = "429 SubscriptionTooManyCreateUpdateRequests", Faults = Patch(429, "SubscriptionTooManyCreateUpdateRequests", retryAfter: 20) },
        new("request throttled for good", "Failed/1 Failed/1 Failed/1 Failed/1") { Reached = false, Error = "429", Faults = Patch(429, "SubscriptionTooManyRequests", count: Always, retryAfter: 60) },
        new("409, something else runs", "Failed/1 Verified/1") { Error = "409 ConflictingDatabaseOperation", Faults = Patch(409, "ConflictingDatabaseOperation") },
        new("409, too busy now", "Failed/1 Verified/1") { Error = "409 UpdateSloFailedDatabaseTooBusy", Faults = Patch(409, "UpdateSloFailedDatabaseTooBusy") },
        new("409, quota", "Failed/1") { Reached = false, Error = "SubscriptionVcoreQuotaExceeded", Faults = Patch(409, "SubscriptionVcoreQuotaExceeded", count: Always) },
        new("409, quota in a wrapper", "Failed/1") { Reached = false, Error = "SubscriptionVcoreQuotaExceeded", Faults = Patch(409, count: Always, body: """{"error":{"code":"Conflict","message":"m","details":[{"code":"SubscriptionVcoreQuotaExceeded"}]}}""") },
        new("409 without ARM's envelope", "Failed/1 Verified/1") { Error = "40802", Faults = Patch(409, body: """{"code":"40802","message":"m","innererror":[]}""") },
        new("400, refused", "Failed/1") { Reached = false, Error = "ProvisioningDisabled", Faults = Patch(400, "ProvisioningDisabled", count: Always) },
        new("403, no permission", "Failed/1") { Reached = false, Error = "AuthorizationFailed", Faults = Patch(403, "AuthorizationFailed", count: Always) },
        new("401, the token ended", "Failed/1 Verified/1") { Error = "401", Faults = Patch(401, "ExpiredAuthenticationToken") },
        new("503 without effect", "Failed/1 Verified/1") { Error = "knows of no such change", Faults = Patch(503, "ServiceUnavailable") },
        new("500 with effect", "Verified/1") { Faults = Patch(500, "InternalServerError", after: true) },
        new("504 with effect, accepted, then failed", "Failed/1") { Reached = false, Error = "40619", Faults = Patch(504, "GatewayTimeout", after: true) with { Operations = Ends(OperationFaultKind.Fails).Operations } },
        new("connection broken without effect", "Failed/1 Verified/1") { Error = "knows of no such change", Faults = Patch(0, breaks: true) },
        new("connection broken with effect", "Verified/1") { Faults = Patch(0, breaks: true, after: true) },
        new("pool, connection broken with effect", "Verified/1") { Pool = true, Faults = Rule(new() { Request = CloudRequestKind.UpdateElasticPool, BreakConnection = true, AfterEffect = true }) },
    ];

    private static IEnumerable<OutcomeCase> Restarts() =>
    [
        new("restart mid-operation", "Verified/1") { RestartAfter = MidWay },
        new("restart mid-operation, Location alone, signed", "Verified/1") { RestartAfter = MidWay, Headers = OperationHeaders.Location, Signed = true },
        new("restart mid-operation, no address", "Verified/1") { RestartAfter = MidWay, Headers = OperationHeaders.None },
        new("restart mid-operation, accepted, then failed", "Failed/1") { Reached = false, Error = "40619", RestartAfter = MidWay, Faults = Ends(OperationFaultKind.Fails) },
        new("restart with the answer lost", "Verified/1") { RestartAfter = MidWay, Faults = Patch(0, breaks: true, after: true) },
        new("stopped between record and request", "Verified/1") { LosesWrite = "attempt" },
        new("stopped between request and record", "Verified/1") { LosesWrite = "InProgress" },
        new("stopped between request and record, accepted, then failed", "Failed/1") { Reached = false, Error = "40619", LosesWrite = "InProgress", Faults = Ends(OperationFaultKind.Fails) },
        new("stopped before the end is recorded", "Verified/1") { LosesWrite = "Verified" },
    ];

    private static IEnumerable<OutcomeCase> Pairs() =>
    [
        new("geo pair, the secondary first", "Verified/2") { Geo = true },
        new("geo pair, restart mid-operation", "Verified/2") { Geo = true, RestartAfter = MidWay },
        new("geo pair, restart, no address", "Verified/2") { Geo = true, RestartAfter = MidWay, Headers = OperationHeaders.None },
        new("geo pair, stopped between record and request", "Verified/2") { Geo = true, LosesWrite = "attempt" },
        new("geo pair, stopped between request and record", "Verified/2") { Geo = true, LosesWrite = "InProgress" },
        new("geo pair, stopped at both legs", "Verified/2") { Geo = true, LosesWrite = "InProgress", Losses = 2 },
        new("geo pair, the secondary fails, the primary is not asked", "Failed/1") { Geo = true, Reached = false, Error = "40619", Faults = Ends(OperationFaultKind.Fails, store: OutcomeWorld.SecondaryId) },
        new("geo pair, the primary fails after the secondary", "Failed/2") { Geo = true, Reached = false, Error = "40619", Faults = Ends(OperationFaultKind.Fails, store: OutcomeWorld.StoreId) },
        new("geo pair, the secondary lags behind", "Failed/1 Verified/2") { Geo = true, Error = "409 ElasticPoolUpdateLinksNotInCatchup", Faults = Patch(409, "ElasticPoolUpdateLinksNotInCatchup") },
        new("geo pair, the first leg took the last write of the budget", "Verified/2") { Geo = true, Faults = NoWritesLeft() },
        new("geo pair, in replication", "Failed/1") { Geo = true, Reached = false, Error = "UnableToAlterDatabaseInReplication", Faults = Patch(409, "UnableToAlterDatabaseInReplication") },
        new("geo pair, links answered 503", "Verified/2") { Geo = true, Faults = Rule(new() { Request = CloudRequestKind.ListReplicationLinks, Status = 503 }) },
    ];

    private static IEnumerable<OutcomeCase> Others() =>
    [
        new("somebody else changes the size first", "Superseded/0") { Reached = false, Error = "somebody else", Faults = new() { Others = [new(OutcomeWorld.StoreId, OutcomeWorld.Start.AddMilliseconds(1), "GP_Gen5_32")] } },
        new("somebody else deletes the database", "Failed/1") { Reached = false, Error = "ResourceNotFound", Faults = new() { Others = [new(OutcomeWorld.StoreId, OutcomeWorld.Start + MidWay, null)] } },
    ];

    private static FaultScript Rule(FaultRule rule) => new() { Rules = [rule] };

    private static FaultScript Patch(
        int status, string code = "", int count = 1, int? retryAfter = null, bool after = false, bool breaks = false, string? body = null) => Rule(new FaultRule
        {
            Request = CloudRequestKind.UpdateDatabase,
            Count = count,
            Status = status,
            Code = code,
            RetryAfterSeconds = retryAfter,
            AfterEffect = after,
            BreakConnection = breaks,
            Body = body,
        });

    private static FaultScript NoWritesLeft() => Rule(new FaultRule
    {
        Request = CloudRequestKind.UpdateDatabase,
        Status = 202,
        AfterEffect = true,
        Body = "{}",
        Headers = new Dictionary<string, string> { ["x-ms-ratelimit-remaining-subscription-global-writes"] = "0" },
    });

    private static FaultScript Poll(int status, string code, int count, int? retryAfter = null, string? body = null) => Rule(new FaultRule
    {
        Request = CloudRequestKind.GetOperationStatus,
        Count = count,
        Status = status,
        Code = code,
        RetryAfterSeconds = retryAfter,
        Body = body,
    });

    private static FaultScript Ends(OperationFaultKind kind, double minutes = 0, bool cancellable = true, string store = "*") => new()
    {
        Operations = [new OperationFault(store, 1, 40619, "The edition cannot be changed.") { Kind = kind, ExtraMinutes = minutes, Cancellable = cancellable }],
    };
}
