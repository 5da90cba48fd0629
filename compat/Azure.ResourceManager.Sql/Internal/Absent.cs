namespace Azure.ResourceManager.Sql;

/// <summary>The answer to "get if it exists" when it does not.</summary>
internal sealed class Absent<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException(
        "The response has no value: the resource does not exist. Read HasValue first.");

    public override Response GetRawResponse() => response;
}
