namespace ShadowFunctions.Tests.Api;

/// <summary>Wrong values in the four parts of a store's configuration.</summary>
internal static class ConfigurationMistakes
{
    public static IEnumerable<Mistake> All =>
    [
        Part("replication", null, "null", null, "defaults"),
        Number("replication", "sampleFraction", "0"),
        Number("replication", "sampleFraction", "1.5"),
        Number("replication", "maxRowsPerSecond", "0"),
        Number("replication", "maxBytesPerSecond", "10"),
        Number("replication", "minHeadroomFraction", "-0.1"),
        Number("replication", "maxProductionShare", "0.5"),
        Number("replication", "intervalMinutes", "1"),
        Part("replication", "minRowsPerSecond", """{"minRowsPerSecond":900,"maxRowsPerSecond":100}""", "900", "at most maxRowsPerSecond"),
        Part("replication", "masking[0].column", """{"masking":[{"table":"Customer","column":" ","kind":"token"}]}""", " ", "Name the column"),
        Part("replication", "masking[0].kind", """{"masking":[{"table":"Customer","column":"Email","kind":"hide"}]}""", "hide", "keep, token, null"),
        Part("replication", "masking", """{"masking":null}""", null, "Leave it out"),
        Part("replication", "masking[0]", """{"masking":[null]}""", null, "Name a table"),
        Part("replication", "enabled", """{"enabled":"yes"}""", "yes", "true or false"),
        Part("replication", "sampleFraction", """{"sampleFraction":"0.1"}""", "0.1", "a number"),
        Part("workload", null, "null", null, "defaults"),
        Number("workload", "maxStatements", "1"),
        Number("workload", "maxSeconds", "7200"),
        Number("workload", "modelErrorTrigger", "-1"),
        Number("workload", "mixDriftTrigger", "1.5"),
        Number("workload", "minExecutions", "0"),
        Number("workload", "minKeys", "-1"),
        Number("workload", "shadowPricePerHour", "-0.1"),
        Number("workload", "rowPricePerMillion", "-0.1"),
        Part("workload", "minIntervalMinutes", """{"minIntervalMinutes":60,"maxIntervalMinutes":30}""", "60", "at most maxIntervalMinutes"),
        Part("workload", "maxSeconds", """{"maxSeconds":1.5}""", "1.5", "a whole number"),
        Part("workload", "profile.items", """{"profile":{"name":"mine"}}""", null, "template"),
        Part("workload", "profile.items[0]", """{"profile":{"name":"mine","items":[null]}}""", null, "template"),
        Part("workload", "profile.items[0].template.text", """{"profile":{"name":"mine","items":[{"ratePerSecond":1}]}}""", null, "statement"),
        Part("workload", "profile.items[0].ratePerSecond", """{"profile":{"name":"mine","items":[{"template":{"id":"q","text":"SELECT 1","class":"read"},"ratePerSecond":-3}]}}""", "-3", "from 0"),
        Part("workload", "profile.items[0].parameters", """{"profile":{"name":"mine","items":[{"template":{"id":"q","text":"SELECT @a","class":"read"},"ratePerSecond":1,"parameters":null}]}}""", null, "object"),
        Part("workload", "profile.items[0].parameters['@b']", """{"profile":{"name":"mine","items":[{"template":{"id":"q","text":"SELECT @a","class":"read"},"ratePerSecond":1,"parameters":{"@b":{"kind":"uniform"}}}]}}""", "@b", "parameter of the statement"),
        Part("workload", "profile.items[0].parameters['@a'].bins[0].upTo", """{"profile":{"name":"mine","items":[{"template":{"id":"q","text":"SELECT @a","class":"read"},"ratePerSecond":1,"parameters":{"@a":{"kind":"histogram","bins":[{"upTo":0.5,"weight":1}]}}}]}}""", "0.5", "ends at 1"),
        Part("preAllocation", null, "null", null, "defaults"),
        Part("preAllocation", "ladder", """{"ladder":"Huge"}""", "Huge", "GP_Gen5"),
        Part("preAllocation", "ladder", """{"ladder":null}""", null, "GP_Gen5", "ladder null"),
        Part("preAllocation", "minimumSize", """{"minimumSize":"GP_Gen5_3"}""", "GP_Gen5_3", "GP_Gen5_2, GP_Gen5_4"),
        Part("preAllocation", "maximumSize", """{"maximumSize":"BC_Gen5_4"}""", "BC_Gen5_4", "GP_Gen5_2, GP_Gen5_4"),
        Part("preAllocation", "minimumSize", """{"minimumSize":"GP_Gen5_8","maximumSize":"GP_Gen5_4"}""", "GP_Gen5_8", "not above maximumSize", "sizes crossed"),
        Number("preAllocation", "riskQuantile", "1"),
        Number("preAllocation", "shortLimitMinutesPerMonth", "1"),
        Number("preAllocation", "horizonMinutes", "5"),
        Number("preAllocation", "maxStepsDown", "-1"),
        Number("preAllocation", "maxCostPerHour", "0"),
        Number("preAllocation", "scaleDownCooldownMinutes", "-5"),
        Number("preAllocation", "longTransactionSeconds", "-1"),
        Number("preAllocation", "storageDaysAhead", "366"),
        Number("preAllocation", "maxStorageGib", "0"),
        Number("preAllocation", "staleAfterMinutes", "0"),
        Part("preAllocation", "leadTimeMinutes", """{"leadTimeMinutes":120,"horizonMinutes":120}""", "120", "less than horizonMinutes"),
        Part("preAllocation", "freezeWindows[0].end", """{"freezeWindows":[{"start":"2026-09-02T00:00:00Z","end":"2026-09-01T00:00:00Z","reason":"x"}]}""", "2026-09-01T00:00:00.0000000+00:00", "after the start"),
        Part("preAllocation", "timeZone", """{"timeZone":"Europe/Atlantis"}""", "Europe/Atlantis", "IANA"),
        Part("preAllocation", "timeZone", """{"holidays":["2026-12-25"]}""", null, "holidays are days of a zone"),
        Part("preAllocation", "holidays", """{"holidays":null}""", null, "2026-12-25"),
        Part("preAllocation", "freezeWindows", """{"freezeWindows":null}""", null, "Leave it out"),
        Part("preAllocation", "freezeWindows[0]", """{"freezeWindows":[null]}""", null, "start, end and reason"),
        Part("triggers", null, "null", null, "defaults"),
        Number("triggers", "minThresholdPercent", "0"),
        Number("triggers", "maxThresholdPercent", "101"),
        Number("triggers", "minChangePercent", "80"),
        Number("triggers", "acceptedFalseAlarmRate", "2"),
        Part("triggers", "minThresholdPercent", """{"minThresholdPercent":90,"maxThresholdPercent":60}""", "90", "at most maxThresholdPercent", "thresholds crossed"),
    ];

    private static Mistake Number(string part, string field, string value) =>
        Part(part, field, $$"""{"{{field}}":{{value}}}""", value, "Send a number from", $"{part}.{field} {value}");

    private static Mistake Part(string part, string? field, string json, string? value, string remedy, string? name = null) => new(
        name ?? $"{part}.{field} {json}", "PUT api/stores/new", StoreBody.Configuration(part, json), 400, $"configuration.{part}{(field is null ? "" : ".")}{field}", value, remedy);
}
