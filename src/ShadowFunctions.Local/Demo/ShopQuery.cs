using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Local.Demo;

/// <summary>One statement of the emulated shop.</summary>
/// <param name="Template">The statement.</param>
/// <param name="Share">Its share of all executions, before a store's own taste.</param>
/// <param name="SecondsPerStep">CPU seconds that one engine step of this statement takes on emulated production.</param>
internal sealed record ShopQuery(QueryTemplate Template, double Share, double SecondsPerStep)
{
    public static ShopQuery Read(string text, double share, double microsecondsPerStep) => Create(text, QueryClass.Read, share, microsecondsPerStep);

    public static ShopQuery Write(string text, double share, double microsecondsPerStep) => Create(text, QueryClass.Write, share, microsecondsPerStep);

    private static ShopQuery Create(string text, QueryClass kind, double share, double microsecondsPerStep) =>
        new(new QueryTemplate(QueryFingerprint.Of(text), text, kind), share, microsecondsPerStep * 1e-6);
}
