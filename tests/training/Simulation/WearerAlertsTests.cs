using Posture.Grains.Interfaces.Alerts;
using Posture.Training.Simulation;

namespace Posture.Training.Tests.Simulation;

public sealed class WearerAlertsTests
{
    private static readonly AlertSettings Settings = new(true, [1, 2, 3], AfterSeconds: 60, ClearAfterSeconds: 10);

    [Fact]
    public void One_alert_for_one_slouch_is_right()
    {
        WearerAlerts day = Of([(0, 100), (3, 200), (0, 300)], (165, 310));

        Assert.Equal((1, 1, 0, 0, 0), (day.Slouches, day.RaisedOnce, day.RaisedAgain, day.AlreadyUp, day.Missed));
        Assert.Equal((1, 0, 0), (day.Alerts, day.Short, day.FalseAlarms));
        Assert.Equal([65], day.DelaysSeconds);
        Assert.Equal(600.0 / 3600, day.HoursWorn, 1e-12);
    }

    [Fact]
    public void Two_alerts_for_one_slouch_are_one_too_many()
    {
        WearerAlerts day = Of([(0, 100), (3, 400), (0, 100)], (165, 300), (380, 505));

        Assert.Equal((0, 1, 0), (day.RaisedOnce, day.RaisedAgain, day.FalseAlarms));
    }

    [Fact]
    public void A_slouch_that_nothing_was_raised_for_is_missed()
    {
        Assert.Equal(1, Of([(0, 100), (3, 400)]).Missed);
    }

    [Fact]
    public void An_alert_in_good_posture_is_false()
    {
        WearerAlerts day = Of([(0, 500), (3, 30), (0, 300)], (200, 260));

        Assert.Equal((0, 1, 0, 1), (day.Slouches, day.Alerts, day.Short, day.FalseAlarms));
    }

    [Fact]
    public void An_alert_for_a_slouch_that_was_too_short_is_not_false()
    {
        WearerAlerts day = Of([(0, 500), (3, 30), (0, 300)], (535, 560));

        Assert.Equal((0, 1, 1, 0), (day.Slouches, day.Alerts, day.Short, day.FalseAlarms));
    }

    [Fact]
    public void A_slouch_during_which_an_older_alert_is_up_is_not_missed()
    {
        WearerAlerts day = Of([(0, 500), (3, 200), (0, 300)], (400, 750));

        Assert.Equal((1, 0, 1, 0), (day.Slouches, day.RaisedOnce, day.AlreadyUp, day.Missed));
        Assert.Equal(1, day.FalseAlarms);
    }

    private static WearerAlerts Of((int Posture, double Seconds)[] held, params (double Up, double Down)[] alerts) =>
        WearerAlerts.Of(
            Days.Of(held), [.. alerts.Select(alert => new ShownAlert(alert.Up * 1000, alert.Down * 1000))], Settings);
}
