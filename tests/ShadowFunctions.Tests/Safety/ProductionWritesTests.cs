using System.Text.RegularExpressions;
using ShadowFunctions.Tests.Activities;

namespace ShadowFunctions.Tests.Safety;

/// <summary>Every place that can write to the platform is known, and the one that changes production keeps its order.</summary>
public partial class ProductionWritesTests
{
    // A new line here is a new way to write to somebody's subscription: review it before you add it.
    private static readonly string[] Known =
    [
        "src/ShadowFunctions.Azure/Shadowing/ShadowServer.cs: CreateOrUpdateAsync", // shadows, copies and replicas of our own
        "src/ShadowFunctions.Azure/Shadowing/ShadowServer.cs: DeleteAsync(WaitUntil", // the same
        "src/ShadowFunctions.Azure/Shadowing/ShadowServer.cs: UpdateAsync(WaitUntil", // the same: size and pause
        "src/ShadowFunctions.Azure/Sizing/AzureSqlCapacityControl.cs: resource.CancelAsync",
        "src/ShadowFunctions.Azure/Sizing/ScalableDatabase.cs: UpdateAsync(WaitUntil", // size
        "src/ShadowFunctions.Azure/Sizing/ScalablePool.cs: UpdateAsync(WaitUntil", // size
        "src/ShadowFunctions.Azure/Triggers/AlertRuleClient.cs: RequestMethod.Delete", // alert rules of our own
        "src/ShadowFunctions.Azure/Triggers/AlertRuleClient.cs: RequestMethod.Put", // alert rules of our own
        "src/ShadowFunctions.Azure/Triggers/ComputeBounds.cs: UpdateAsync(WaitUntil", // serverless bounds, per-database limits of a pool
        "src/ShadowFunctions.Local/Fleet/LocalFleet.cs: PutAsJsonAsync", // the app's own API on loopback
        "src/ShadowFunctions/Activities/BeginPreScaleActivity.cs: capacity.BeginAsync",
        "src/ShadowFunctions/Activities/CancelPreScaleActivity.cs: capacity.CancelAsync",
    ];

    // The emulated platform answers such requests, and the guard names the methods that it refuses: neither sends one.
    private static readonly string[] NotSenders =
    [
        "src/ShadowFunctions.Local/Cloud/", "src/ShadowFunctions.Azure/Connection/ProductionGuardPolicy.cs",
        "src/ShadowFunctions.Azure/Shadowing/ShadowProof.cs",
    ];

    [Fact]
    public void Every_place_that_can_write_to_the_platform_is_known()
    {
        var found = Repository.Sources("src")
            .Where(file => !NotSenders.Any(n => file.StartsWith(n, StringComparison.Ordinal)))
            .SelectMany(file => Writes().Matches(WithoutComments(Repository.Read(file))).Select(m => $"{file}: {m.Value}"))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(Known.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void The_scan_finds_each_way_to_write()
    {
        string[] ways =
        [
            "capacity.BeginAsync", "resource.CancelAsync", "UpdateAsync(WaitUntil", "DeleteAsync(WaitUntil", "CreateOrUpdateAsync",
            "RequestMethod.Patch", "RequestMethod.Put", "HttpMethod.Delete", "PatchAsJsonAsync", "PutAsync(new Uri",
        ];

        Assert.All(ways, way => Assert.Matches(Writes(), way));
        Assert.DoesNotMatch(Writes(), "stores.PutAsync(store, operations.UpdateAsync(sent, done.CancelAsync()");
    }

    [Fact]
    public async Task The_intent_stands_before_the_read_the_attempt_before_the_request_and_the_outcome_after_it()
    {
        var world = new PreScaleWorld(new PlatformScript());
        await world.RunAsync();
        string[] telling = ["put intent", "ReadAsync", "put attempt", "BeginAsync", "put InProgress", "PollAsync", "put Verified"];

        var order = world.Calls.Where(telling.Contains).SkipWhile(c => c != "put intent").ToList();

        Assert.Equal(["put intent", "ReadAsync", "put attempt", "BeginAsync", "put InProgress"], order.Take(5));
        Assert.All(order.Skip(5).SkipLast(3), c => Assert.Equal("PollAsync", c));
        Assert.Equal(["PollAsync", "ReadAsync", "put Verified"], order.TakeLast(3));
    }

    private static string WithoutComments(string source) => Comments().Replace(source, "");

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"capacity\.BeginAsync|(?:capacity|resource)\.CancelAsync|(?:Update|Delete)(?:Async)?\(WaitUntil|CreateOrUpdate(?:Async)?"
        + @"|(?:RequestMethod|HttpMethod)\.(?:Patch|Put|Delete|Post)\b(?=\s*[,;)]|$)|(?:Patch|Put)AsJsonAsync|(?:Patch|Put|Delete)Async\(new Uri")]
    private static partial Regex Writes();
}
