using System.Globalization;

namespace VoiceBooker.CallLab.Load;

/// <summary>Percentiles of measured times.</summary>
internal static class Percentiles
{
    /// <summary>The value below which <paramref name="share"/> of the sorted values lie (nearest rank).</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0)
            return double.NaN;
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>"p50 42, p90 60, p95 70, p99 88, max 90 (n 120)".</summary>
    public static string Describe(IReadOnlyCollection<double> values) => values.Count == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"p50 {Of(values, 0.5):0}, p90 {Of(values, 0.9):0}, p95 {Of(values, 0.95):0}, p99 {Of(values, 0.99):0}, max {values.Max():0} (n {values.Count})");
}
