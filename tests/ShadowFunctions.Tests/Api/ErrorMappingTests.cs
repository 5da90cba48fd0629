using Microsoft.AspNetCore.Http;
using ShadowFunctions.Api;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Api;

public class ErrorMappingTests
{
    public static TheoryData<Exception, int, string> Cases => new()
    {
        { ApiException.Invalid("region", "x", "Send another."), 400, "Invalid" },
        { ApiException.NotFound("store", "x", "List them."), 404, "NotFound" },
        { ApiException.Conflict("decision", "x", "Answered."), 409, "Conflict" },
        { new ConcurrencyException("v1"), 409, "Conflict" },
        { new TransientCloudException("busy"), 503, "Unavailable" },
        { new BadHttpRequestException("too slow", 408), 408, "BadRequest" },
        { new InvalidOperationException("Server=secret"), 500, "Error" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Each_fault_has_its_status(Exception fault, int status, string title)
    {
        var problem = ErrorMappingMiddleware.Map(fault);

        Assert.Equal((status, title), (problem.Status, problem.Title));
        Assert.NotEmpty(problem.Detail);
    }

    [Fact]
    public void An_unexpected_fault_tells_nothing_of_the_inside() =>
        Assert.DoesNotContain("secret", ErrorMappingMiddleware.Map(new InvalidOperationException("Server=secret")).Detail, StringComparison.Ordinal);
}
