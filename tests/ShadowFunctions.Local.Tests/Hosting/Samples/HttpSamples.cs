using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace ShadowFunctions.Local.Tests.Hosting.Samples;

public sealed class HttpSamples(TimeProvider clock)
{
    public enum Colour
    {
        Red,
        Green,
    }

    [Function("RouteValues")]
    public static IResult RouteValues(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{name}/{count:int}/{id:guid}/{at}/{colour?}")] HttpRequest request,
        string name,
        int count,
        Guid id,
        DateTimeOffset at,
        Colour? colour)
        => Results.Text(FormattableString.Invariant($"{request.Method} {name} {count} {id} {at:o} {colour}"));

    [Function("Clock")]
    public IResult Clock([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "clock")] HttpRequest request)
        => Results.Text(clock.GetUtcNow().ToString("o"));

    [Function("Context")]
    public static IActionResult Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{part}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
        => new OkObjectResult(new
        {
            context.FunctionDefinition.Name,
            Bindings = context.FunctionDefinition.InputBindings.Keys.Order(StringComparer.Ordinal),
            Part = context.BindingContext.BindingData["part"],
            SameRequest = ReferenceEquals(context.GetHttpContext(), request.HttpContext),
            SameScope = ReferenceEquals(context.InstanceServices, request.HttpContext.RequestServices),
            Client = client.Name,
            cancellationToken.CanBeCanceled,
        });

    [Function("Echo")]
    public static Task<Order> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, [FromBody] Order order)
        => Task.FromResult(order with { Quantity = order.Quantity + 1 });

    [Function("Write")]
    public static async Task Write([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "write")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        await request.HttpContext.Response.WriteAsync(request.Method);
    }

    [Function("Fail")]
    public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, Route = "fail")] HttpRequest request)
        => throw new InvalidOperationException("secret detail");

    [Function("Unrouted")]
    public static ValueTask<IResult> Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new(Results.NoContent());

    [Function("Guarded")]
    public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get", Route = "guarded")] HttpRequest request) => Results.Ok();

    public sealed record Order(string Item, int Quantity);
}
