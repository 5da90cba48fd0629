using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Ask the capacity model what a load would take.</summary>
public sealed class LoadApi(StoreLookup stores, CapacityModelRepository models, Sizing sizing)
{
    private const double Normal95 = 1.645;
    private const double MostUtilisation = 0.8;

    /// <summary><c>POST /api/stores/{id}/shadow/questions</c>: what other rates, a new statement or more data would take.</summary>
    [Function("AskShadow")]
    public async Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "stores/{storeId}/shadow/questions")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        var question = await RequestBody.ReadAsync<LoadQuestionRequest>(request, cancellationToken);
        Check(question).ThrowIfAny();
        var model = (await models.GetAsync(store.Id, cancellationToken))?.Value
            ?? throw ApiException.NotFound("capacity model", storeId, "Wait until production's statements were read once; see GET /api/stores/{id}/shadow.");
        var rates = model.RecordedRates.Where(r => !question.Rates.ContainsKey(r.Key)).Concat(question.Rates).ToDictionary(r => r.Key, r => r.Value * question.Multiplier);
        var shift = LoadShift.Of(model, rates, question.DataFactor);
        return Results.Ok(
            shift.Unreliable is { } doubt
                ? new LoadAnswer { Unreliable = doubt, RelativeError = 1 }
                : Answer(shift, (await sizing.LadderAsync(store, cancellationToken)).Ladder));
    }

    private static Rules Check(LoadQuestionRequest question)
    {
        var rules = new Rules();
        rules.That(question.Rates is not null, "rates", null, "Leave it out, or send templates with their rates.");
        foreach (var (template, rate) in question.Rates ?? new Dictionary<string, double>())
        {
            rules.Range($"rates.{template}", rate, 0, 10_000_000);
        }

        rules.Range("multiplier", question.Multiplier, 0.01, 1000);
        rules.Range("dataFactor", question.DataFactor, 0.01, 100);
        return rules;
    }

    /// <summary>Only what is known in production's own units is compared with a size's limits.</summary>
    private static LoadAnswer Answer(LoadShift shift, SizeLadder ladder)
    {
        var need = ResourceAmounts.Unknown;
        foreach (var kind in Enum.GetValues<ResourceKind>().Where(k => shift.Added[k] is not null))
        {
            need = need.With(kind, shift.Then[kind]);
        }

        var most = need with { CpuVCores = need.CpuVCores * (1 + (Normal95 * shift.RelativeError)) / MostUtilisation };
        return new LoadAnswer
        {
            Need = need,
            RelativeError = shift.RelativeError,
            Caution = shift.Caution,
            Size = need.CpuVCores is null ? null : ladder.SmallestCovering(most)?.Name,
        };
    }
}
