using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Ask the capacity model what a load would take.</summary>
public sealed class LoadApi(StoreLookup stores, CapacityModelRepository models, Sizing sizing)
{
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
                : Answer(model, shift, question.DataFactor, (await sizing.LadderAsync(store, cancellationToken)).Ladder));
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
    private static LoadAnswer Answer(CapacityModel model, LoadShift shift, double dataFactor, SizeLadder ladder)
    {
        var need = ResourceAmounts.Unknown;
        foreach (var kind in Enum.GetValues<ResourceKind>().Where(k => shift.Added[k] is not null))
        {
            need = need.With(kind, shift.Then[kind]);
        }

        var loadFactor = shift.Ratio.DataIops ?? shift.Ratio.CpuVCores ?? 1;
        var verdict = need.CpuVCores is null ? null : LoadSizing.Size(need, shift.RelativeError, StoreFacts.Of(model, loadFactor, dataFactor), ladder);
        return new LoadAnswer
        {
            Need = need,
            RelativeError = shift.RelativeError,
            Caution = shift.Caution,
            Size = verdict?.Size?.Name,
            Binding = verdict?.Binding,
            WhyNoSize = verdict?.Reason,
        };
    }
}
