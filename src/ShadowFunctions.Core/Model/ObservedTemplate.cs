namespace ShadowFunctions.Core.Model;

/// <summary>One statement as production runs it.</summary>
/// <param name="Template">The statement.</param>
/// <param name="RatePerSecond">Executions per second in the window.</param>
/// <param name="Cost">Cost per execution on production.</param>
public sealed record ObservedTemplate(QueryTemplate Template, double RatePerSecond, TemplateCost Cost);
