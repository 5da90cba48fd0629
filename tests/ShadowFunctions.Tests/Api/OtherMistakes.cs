namespace ShadowFunctions.Tests.Api;

/// <summary>Wrong requests for cycles, decisions, insight and alerts.</summary>
internal static class OtherMistakes
{
    public static IEnumerable<Mistake> All =>
    [
        new("cycle of an unknown store", "POST api/cycles", """{"stores":["calm","nobody"]}""", 400, "stores[1]", "nobody", "managed store"),
        new("cycle of no store", "POST api/cycles", """{"stores":[]}""", 400, "stores", "[]", "at least one store"),
        new("cycle of the store null", "POST api/cycles", """{"stores":[null]}""", 400, "stores[0]", null, "managed store"),
        new("cycle with stores as a text", "POST api/cycles", """{"stores":"calm"}""", 400, "stores", "calm", "right type"),
        new("cycle with an unknown property", "POST api/cycles", """{"store":"calm"}""", 400, "store", "calm", "Remove this field"),
        new("unknown cycle", "GET api/cycles/20260101T0000Z", null, 404, "cycle", "20260101T0000Z", "GET /api/cycles"),
        new("cycle id that is none", "GET api/cycles/a%20b", null, 400, "cycle", "a b", "letters, digits and hyphens"),
        new("page of no cycle", "GET api/cycles?top=0", null, 400, "top", "0", "from 1 to 500"),
        new("page of too many decisions", "GET api/stores/calm/decisions?top=501", null, 400, "top", "501", "from 1 to 500"),
        new("page size that is a word", "GET api/stores/calm/operations?top=all", null, 400, "top", "all", "whole number"),
        new("prediction before the first cycle", "GET api/stores/calm/prediction", null, 404, "prediction", "calm", "first cycle"),
        new("outlook before the first cycle", "GET api/stores/calm/outlook", null, 404, "outlook", "calm", "whole hour"),
        new("plan before the first cycle", "GET api/stores/calm/plan", null, 404, "prediction", "calm", "first cycle"),
        new("shadow of an unknown store", "GET api/stores/nobody/shadow", null, 404, "store", "nobody", "GET /api/stores"),
        new("question to an unknown store", "POST api/stores/nobody/shadow/questions", "{}", 404, "store", "nobody", "GET /api/stores"),
        new("question before the first look", "POST api/stores/calm/shadow/questions", "{}", 404, "capacity model", "calm", "read once"),
        new("question with a rate below zero", "POST api/stores/calm/shadow/questions", """{"rates":{"a":-1}}""", 400, "rates.a", "-1", "from 0"),
        new("question with no data", "POST api/stores/calm/shadow/questions", """{"dataFactor":0}""", 400, "dataFactor", "0", "from 0.01"),
        new("question without a body", "POST api/stores/calm/shadow/questions", null, 400, "body", null, "JSON object"),
        new("approving an unknown decision", "POST api/stores/calm/decisions/calm-20260101T0000Z/approve", null, 404, "decision", "calm-20260101T0000Z", "lists the newest"),
        new("rejecting with a broken id", "POST api/stores/calm/decisions/a_b/reject", null, 400, "decision", "a_b", "letters, digits and hyphens"),
        new("approval with an unknown property", "POST api/stores/calm/decisions/x/approve", """{"who":"me"}""", 400, "who", "me", "Remove this field"),
        new("stop with an unknown property", "POST api/fleet/pause", """{"why":"me"}""", 400, "why", "me", "Remove this field"),
        new("alert of another schema", "POST api/alerts", """{"schemaId":"AzureMonitorMetricAlert"}""", 400, "schemaId", "AzureMonitorMetricAlert", "common alert schema"),
        new("alert without schema", "POST api/alerts", "{}", 400, "schemaId", null, "common alert schema"),
        new("alert without a body", "POST api/alerts", null, 400, "body", null, "JSON object"),
        new("alert as an array", "POST api/alerts", "[1]", 400, "body", "Array", "JSON object"),
        new("alert without essentials", "POST api/alerts", """{"schemaId":"azureMonitorCommonAlertSchema","data":{}}""", 400, "data.essentials", null, "data.essentials"),
        Alert("alertId", """{"monitorCondition":"Fired","firedDateTime":"2026-08-31T06:00:00Z","alertTargetIDs":[]}"""),
        Alert("monitorCondition", """{"alertId":"a","firedDateTime":"2026-08-31T06:00:00Z","alertTargetIDs":[]}"""),
        Alert("firedDateTime", """{"alertId":"a","monitorCondition":"Fired","alertTargetIDs":[]}"""),
        new("alert that fires tomorrow", "POST api/alerts",
            """{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertId":"a","monitorCondition":"Fired","firedDateTime":"2026-09-01T06:00:00Z","alertTargetIDs":[]}}}""",
            400, "data.essentials.firedDateTime", "2026-09-01T06:00:00Z", "not ahead of now"),
        Alert("alertTargetIDs", """{"alertId":"a","monitorCondition":"Fired","firedDateTime":"2026-08-31T06:00:00Z"}"""),
    ];

    private static Mistake Alert(string missing, string essentials) => new(
        "alert without " + missing, "POST api/alerts", $$$"""{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{{{essentials}}}}}""", 400, "data.essentials." + missing, null, "Send the");
}
