namespace RealtimeEvals.Statistics;

/// <summary>The probability distributions that intervals and tests are computed with.</summary>
public interface IDistributions
{
    /// <summary>Returns the probability that a standard normal variable is at most <paramref name="x"/>.</summary>
    double NormalCdf(double x);

    /// <summary>Returns the value that a standard normal variable stays below with a probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    double NormalQuantile(double probability);

    /// <summary>Returns the value that Student's t stays below with a probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="degrees">The degrees of freedom, above 0.</param>
    double StudentQuantile(double probability, double degrees);

    /// <summary>Returns the value that a beta variable stays below with a probability.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second shape, above 0.</param>
    double BetaQuantile(double probability, double a, double b);

    /// <summary>Returns the probability of at most <paramref name="successes"/> in independent trials.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>; below 0 the probability is 0.</param>
    /// <param name="trials">The number of trials, from 0.</param>
    /// <param name="share">The probability of success in one trial, 0 to 1.</param>
    double BinomialCdf(int successes, int trials, double share);
}
