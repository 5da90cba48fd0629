namespace ShadowFunctions.Local.Cloud;

/// <summary>A refusal in Azure's terms; becomes the error envelope of the answer.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ArmException BadRequest(string code, string message) => new(400, code, message);

    public static ArmException NotFound(string id) =>
        new(404, "ResourceNotFound", $"The Resource '{id}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
}
