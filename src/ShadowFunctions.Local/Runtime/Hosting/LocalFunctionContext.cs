using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>One invocation of one function in this process.</summary>
internal sealed class LocalFunctionContext(
    string invocationId, FunctionEntry function, IServiceProvider services, object? trigger, CancellationToken cancellationToken)
    : FunctionContext
{
    /// <summary>The item under which the ASP.NET Core integration leaves the request.</summary>
    public const string HttpContextKey = "HttpRequestContext";

    private readonly LocalFunctionDefinition _definition = new(function);

    public FunctionEntry Function { get; } = function;

    /// <summary>What started the function: an <see cref="HttpContext"/>, a TimerInfo, an orchestration context or the JSON input of an activity.</summary>
    public object? Trigger { get; } = trigger;

    /// <summary>What the function returned.</summary>
    public object? Result { get; set; }

    public override string InvocationId { get; } = invocationId;

    public override string FunctionId => _definition.Id;

    public override TraceContext TraceContext { get; } = new LocalTraceContext();

    public override BindingContext BindingContext { get; } = new LocalBindingContext(trigger as HttpContext);

    public override Microsoft.Azure.Functions.Worker.RetryContext RetryContext { get; } = new LocalRetryContext();

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => _definition;

    public override IDictionary<object, object> Items { get; set; } =
        trigger is HttpContext http ? new Dictionary<object, object> { [HttpContextKey] = http } : [];

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public HttpContext RequireHttp()
        => Trigger as HttpContext ?? throw new InvalidOperationException($"Function '{Function.Name}' was not started by a request.");
}
