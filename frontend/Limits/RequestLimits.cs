using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Management;

namespace Posture.Frontend.Limits;

/// <summary>
/// Bounds how often callers ask over HTTP. Probes and the management port are let through: whoever floods a server must
/// not have it restarted.
/// </summary>
internal static class RequestLimits
{
    // The live page is some ninety files, and people open it at nine.
    private const int BurstSeconds = 10;

    /// <summary>For those in front of whom nobody has looked at a token yet.</summary>
    public static void UseAddressLimits(this IApplicationBuilder app)
    {
        LimitOptions limits = Options(app);
        Authenticator authenticator = app.ApplicationServices.GetRequiredService<Authenticator>();
        app.UseWhen(IsLimited(app), limited => limited
            // First, so that an address which is over its own share takes nothing of everybody's.
            .UseRateLimiter(Refusing(Excess.RequestsPerAddress, PartitionedRateLimiter.Create<HttpContext, ushort>(context =>
                RateLimitPartition.GetTokenBucketLimiter(
                    AddressPartition.Of(context.Connection.RemoteIpAddress), _ => Bucket(limits.RequestsPerSecondPerAddress)))))
            .UseRateLimiter(Refusing(Excess.Requests, PartitionedRateLimiter.Create<HttpContext, TokenStanding>(context =>
                OfAll(authenticator.StandingOf(CarriedToken.Take(context.Request), context.Connection.RemoteIpAddress), limits)))));
    }

    // A flood without tokens takes nothing from those who have one, nor does one of wrong tokens, of which each address has
    // few that are judged. Known devices have the limit of their user.
    private static RateLimitPartition<TokenStanding> OfAll(TokenStanding standing, LimitOptions limits) =>
        standing is TokenStanding.Absent or TokenStanding.Unknown
            ? RateLimitPartition.GetTokenBucketLimiter(standing, _ => Bucket(limits.RequestsPerSecond))
            : RateLimitPartition.GetNoLimiter(standing);

    /// <summary>For those who speak for a user.</summary>
    public static void UseUserLimits(this IApplicationBuilder app)
    {
        LimitOptions limits = Options(app);
        Func<HttpContext, bool> isLimited = IsLimited(app);
        app.UseWhen(context => context.Features.Get<Caller>()?.User is not null && isLimited(context), limited => limited
            .UseRateLimiter(Refusing(Excess.RequestsPerUser, PartitionedRateLimiter.Create<HttpContext, string>(context =>
                RateLimitPartition.GetTokenBucketLimiter(
                    context.Features.GetRequiredFeature<Caller>().User!, _ => Bucket(limits.RequestsPerSecondPerUser))))));
    }

    private static LimitOptions Options(IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;

    private static Func<HttpContext, bool> IsLimited(IApplicationBuilder app)
    {
        ExemptNetworks exempt = app.ApplicationServices.GetRequiredService<ExemptNetworks>();
        ManagementOptions management = app.ApplicationServices.GetRequiredService<IOptions<ManagementOptions>>().Value;
        return context => !exempt.Contains(context.Connection.RemoteIpAddress)
            && !AccessTable.IsProbe(context.Request.Path)
            && !management.IsPort(context.Connection.LocalPort);
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond * BurstSeconds,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static RateLimiterOptions Refusing(Refusal excess, PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        OnRejected = async (rejected, _) =>
        {
            LimitMetrics.CallerRefused(excess);
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan told) ? told : TimeSpan.FromSeconds(1);
            IResult answer = (excess with { RetryAfter = wait }).Answer(rejected.HttpContext.Response);
            await answer.ExecuteAsync(rejected.HttpContext);
        },
    };
}
