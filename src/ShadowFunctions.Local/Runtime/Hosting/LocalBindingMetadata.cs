using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Runtime.Hosting;

internal sealed class LocalBindingMetadata(string name, string type) : BindingMetadata
{
    public override string Name { get; } = name;

    public override string Type { get; } = type;

    public override BindingDirection Direction => BindingDirection.In;
}
