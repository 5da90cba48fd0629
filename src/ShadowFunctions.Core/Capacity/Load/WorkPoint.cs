namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Work and CPU of one execution of a statement.</summary>
/// <param name="Pages">Pages touched.</param>
/// <param name="CpuSeconds">CPU seconds.</param>
public readonly record struct WorkPoint(double Pages, double CpuSeconds);
