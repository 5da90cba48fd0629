using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>What could be said at one moment of a session: the product's model and the simple predictors, learned from what was measured until then.</summary>
internal sealed class Knowledge
{
    private readonly Session _session;

    private Knowledge(Session session)
    {
        _session = session;
        Model = LoadLearner.Learn(Evidence.Of(session));
        Simple = new SimplePredictors(session);
    }

    public LoadModel Model { get; }

    public SimplePredictors Simple { get; }

    /// <summary>Knowledge before each window of the truth; it is learned once between two windows of the usual load.</summary>
    public static Func<int, Knowledge> Of(Session session)
    {
        var learned = new Dictionary<int, Knowledge>();
        return window =>
        {
            var then = session.Until(window);
            return learned.TryGetValue(then.History.Count, out var known) ? known : learned[then.History.Count] = new Knowledge(then);
        };
    }

    public LoadEstimate Predict(Scenario scenario) => LoadPredictor.Predict(Model, Evidence.Question(_session, scenario));
}
