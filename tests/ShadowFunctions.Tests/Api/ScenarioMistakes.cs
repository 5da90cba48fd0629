namespace ShadowFunctions.Tests.Api;

/// <summary>Wrong announcements of an event.</summary>
internal static class ScenarioMistakes
{
    private const string Put = "PUT api/stores/calm/scenarios/sale";
    private const string Window = "\"startLocal\":\"2026-09-01T08:00:00\",\"endLocal\":\"2026-09-01T10:00:00\"";

    public static IEnumerable<Mistake> All =>
    [
        new("scenario name with a space", "PUT api/stores/calm/scenarios/big%20sale", $$"""{{{Window}},"multiplier":2}""", 400, "name", "big sale", "letters, digits and hyphens"),
        new("scenario name other than the address", Put, $$"""{"name":"other",{{Window}},"multiplier":2}""", 400, "name", "other", "'sale'"),
        new("scenario of an unknown store", "PUT api/stores/nobody/scenarios/sale", $$"""{{{Window}},"multiplier":2}""", 404, "store", "nobody", "GET /api/stores"),
        new("no window", Put, """{"multiplier":2}""", 400, "startLocal", null, "missing and required"),
        new("unknown time zone", Put, $$"""{{{Window}},"multiplier":2,"timeZone":"Mars/Olympus"}""", 400, "timeZone", "Mars/Olympus", "Europe/Berlin"),
        new("Windows time zone", Put, $$"""{{{Window}},"multiplier":2,"timeZone":"W. Europe Standard Time"}""", 400, "timeZone", "W. Europe Standard Time", "IANA"),
        new("offset in a local time", Put, """{"startLocal":"2026-09-01T08:00:00Z","endLocal":"2026-09-01T10:00:00","multiplier":2}""", 400, "startLocal", "2026-09-01T08:00:00.0000000Z", "without offset"),
        new("time that is none", Put, """{"startLocal":"tomorrow","endLocal":"2026-09-01T10:00:00","multiplier":2}""", 400, "startLocal", "tomorrow", "without offset"),
        new("end before start", Put, """{"startLocal":"2026-09-01T08:00:00","endLocal":"2026-09-01T07:00:00","multiplier":2}""", 400, "endLocal", "2026-09-01T07:00:00", "after startLocal"),
        new("window of two months", Put, """{"startLocal":"2026-09-01T08:00:00","endLocal":"2026-11-01T08:00:00","multiplier":2}""", 400, "endLocal", "2026-11-01T08:00:00", "at most 31 days"),
        new("both multiplier and rates", Put, $$"""{{{Window}},"multiplier":2,"rates":{"q1":5} }""", 400, "multiplier", "2", "not both"),
        new("neither multiplier nor rates", Put, $$"""{{{Window}}}""", 400, "multiplier", null, "not none"),
        new("multiplier of nothing", Put, $$"""{{{Window}},"multiplier":0}""", 400, "multiplier", "0", "from 0.1 to 100"),
        new("negative rate", Put, $$"""{{{Window}},"rates":{"q1":-5} }""", 400, "rates.q1", "-5", "from 0"),
        new("no rates", Put, $$"""{{{Window}},"rates":{} }""", 400, "rates", "{}", "at least one"),
        new("uncertainty of 300 %", Put, $$"""{{{Window}},"multiplier":2,"relativeUncertainty":3}""", 400, "relativeUncertainty", "3", "from 0 to 2"),
        new("rates of one database", Put, $$"""{{{Window}},"rates":{"q1":5},"database":"shop"}""", 400, "database", "shop", "Send a multiplier"),
        new("database of a store that is no pool", Put, $$"""{{{Window}},"multiplier":2,"database":"shop"}""", 400, "database", "shop", "no elastic pool"),
        new("unknown source", Put, $$"""{{{Window}},"multiplier":2,"source":"oracle"}""", 400, "source", "oracle", "user, calendar"),
        new("removing an unknown scenario", "DELETE api/stores/calm/scenarios/none", null, 404, "scenario", "none", "lists those there are"),
    ];
}
