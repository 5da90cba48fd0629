using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The worker's view of a discovered function.</summary>
internal sealed class LocalFunctionDefinition(FunctionEntry function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters =>
        [.. function.Method.GetParameters().Select(p => new FunctionParameter(p.Name!, p.ParameterType))];

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override string EntryPoint => FunctionEntry.Describe(function.Method);

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
        function.Method.GetParameters()
            .Select(parameter => (parameter.Name, Binding: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(pair => pair.Binding is not null)
            .ToImmutableDictionary(pair => pair.Name!, pair => (BindingMetadata)new LocalBindingMetadata(pair.Name!, TypeOf(pair.Binding!)));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    // The metadata name of a binding is its attribute's name in camel case: HttpTriggerAttribute → httpTrigger.
    private static string TypeOf(BindingAttribute binding)
    {
        var name = binding.GetType().Name.Replace(nameof(Attribute), string.Empty, StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
