using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Tests.Api;

/// <summary>Wrong registrations of a store.</summary>
internal static class StoreMistakes
{
    private const string Put = "PUT api/stores/new";
    private const string Master = StoreBody.Server + "/databases/master";

    // The resource that the emulated platform gives the calm store.
    private static string TakenId => new EmulatedResource { StoreId = FleetWorld.Calm, StartSize = "GP_Gen5_2", Trace = new ConstantTrace(1) }.ResourceId;

    public static IEnumerable<Mistake> All =>
    [
        new("id with capitals", "PUT api/stores/Orders", StoreBody.Good, 400, "id", "Orders", "lower-case"),
        new("id with an underscore", "PUT api/stores/or_ders", StoreBody.Good, 400, "id", "or_ders", "lower-case"),
        new("id of 64 characters", "PUT api/stores/" + new string('a', 64), StoreBody.Good, 400, "id", new string('a', 64), "1 to 63"),
        new("no body", Put, null, 400, "body", null, "JSON object"),
        new("no resource id", Put, StoreBody.With("resourceId", null), 400, "resourceId", null, "missing and required"),
        new("no region", Put, StoreBody.With("region", null), 400, "region", null, "missing and required"),
        new("unknown property", Put, StoreBody.With("colour", "\"red\""), 400, "colour", "red", "Remove this field"),
        new("unknown property deep inside", Put, StoreBody.Configuration("preAllocation", """{"ladderName":"GP_Gen5"}"""), 400, "configuration.preAllocation.ladderName", "GP_Gen5", "Remove this field"),
        new("unknown mode", Put, StoreBody.With("mode", "\"auto\""), 400, "mode", "auto", "recommend, approve, automatic"),
        new("mode as a number", Put, StoreBody.With("mode", "2"), 400, "mode", "2", "recommend, approve, automatic"),
        new("unknown kind", Put, StoreBody.With("kind", "\"oracle\""), 400, "kind", "oracle", "sqlDatabase"),
        new("resource id of another kind", Put, StoreBody.With("kind", "\"sqlElasticPool\""), 400, "resourceId", StoreBody.Server + "/databases/other", "/elasticPools/"),
        new("resource id that is a name", Put, StoreBody.With("resourceId", "\"orders\""), 400, "resourceId", "orders", "full resource id"),
        new("resource id that is no text", Put, StoreBody.With("resourceId", "7"), 400, "resourceId", "7", "a text"),
        new("resource id null", Put, StoreBody.With("resourceId", "null"), 400, "resourceId", null, "resource id"),
        new("database master", Put, StoreBody.With("resourceId", $"\"{Master}\""), 400, "resourceId", Master, "master cannot be sized"),
        new("region with its long name", Put, StoreBody.With("region", "\"West Europe\""), 400, "region", "West Europe", "westeurope"),
        new("password in production's connection", Put, StoreBody.With("productionConnection", "\"Server=x;Password=hunter2\""), 400, "productionConnection", "(contains a secret)", "managed identity"),
        new("key in the shadow's connection", Put, StoreBody.With("shadowConnection", "\"Server=x;AccountKey = abc\""), 400, "shadowConnection", "(contains a secret)", "managed identity"),
        new("blank connection", Put, StoreBody.With("shadowConnection", "\"  \""), 400, "shadowConnection", "  ", "Leave it out"),
        new("resource of another store", Put, StoreBody.With("resourceId", $"\"{TakenId}\""), 409, "resourceId", TakenId, FleetWorld.Calm),
        new("configuration null", Put, StoreBody.With("configuration", "null"), 400, "configuration", null, "defaults"),
        new("configuration as a text", Put, StoreBody.With("configuration", "\"default\""), 400, "configuration", "default", "right type"),
        new("unknown store", "GET api/stores/nobody", null, 404, "store", "nobody", "GET /api/stores"),
        new("store id that is none", "GET api/stores/no_body", null, 400, "store", "no_body", "letters, digits and hyphens"),
        new("removing an unknown store", "DELETE api/stores/nobody", null, 404, "store", "nobody", "GET /api/stores"),
        new("pausing an unknown store", "POST api/stores/nobody/pause", null, 404, "store", "nobody", "GET /api/stores"),
        new("broken JSON", Put, "{\n  \"region\": westeurope\n}", 400, "body", "line 2, byte 13", "well-formed JSON"),
        new("an array as the body", Put, "[]", 400, "body", "Array", "JSON object"),
        new("a body that is too large", Put, $$"""{"region":"{{new string('x', 300_000)}}"}""", 413, "body", "more than 262144 bytes", "at most 262144"),
    ];
}
