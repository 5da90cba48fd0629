using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

public class FromBodyAttribute : InputConverterAttribute
{
    public FromBodyAttribute()
        : base(typeof(FromBodyConverter))
    {
    }

    /// <summary>Names the conversion; the host that binds the body does the work.</summary>
    private sealed class FromBodyConverter;
}
