using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;
using Posture.Silo.Webhooks;

namespace Posture.Silo.Tests.Webhooks;

public sealed class WebhookOutboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-webhook-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly WebhookOptions _options = new() { Url = "http://localhost/alerts", MaxPending = 3 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Alerts_come_out_in_order_and_also_after_the_process_was_killed()
    {
        Publish(Open(), "mina");
        Publish(Open(), "jun");

        WebhookOutbox outbox = Open();
        PendingWebhook first = outbox.Peek()!;
        Assert.Contains("mina", first.Payload, StringComparison.Ordinal);
        Assert.Equal(first, outbox.Peek());
        outbox.Release(first);
        Assert.Contains("jun", outbox.Peek()!.Payload, StringComparison.Ordinal);
        Assert.Contains("jun", Open().Peek()!.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_says_what_happened()
    {
        WebhookOutbox outbox = Open();
        Publish(outbox, "mina");
        PendingWebhook pending = outbox.Peek()!;

        Assert.StartsWith("msg_", pending.Id, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), pending.PublishedAt + TimeSpan.FromSeconds(1));
        Assert.Equal(
            """
            {"type":"posture.alert.cleared","timestamp":"1970-01-01T00:00:03+00:00","data":{"user":"mina","posture":2,"since":"1970-01-01T00:00:01+00:00","raised_at":"1970-01-01T00:00:02+00:00","reason":"recovered"}}
            """,
            pending.Payload);
    }

    [Fact]
    public void At_the_bound_the_oldest_is_dropped()
    {
        WebhookOutbox outbox = Open();
        foreach (string user in (string[])["a", "b", "c", "d"])
            Publish(outbox, user);

        Assert.Contains("\"b\"", outbox.Peek()!.Payload, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_forgotten_user_leaves_nothing_behind()
    {
        WebhookOutbox outbox = Open();
        Publish(outbox, "mina");
        Publish(outbox, "mina.2");
        outbox.Forget("mina");

        Assert.Contains("mina.2", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_somebody_took_away_is_passed_over()
    {
        WebhookOutbox outbox = Open();
        Publish(outbox, "mina");
        foreach (string file in Directory.GetFiles(_folder))
            File.Delete(file);

        Assert.Null(outbox.Peek());
    }

    [Fact]
    public void Files_of_others_are_left_alone_and_half_written_ones_are_removed()
    {
        File.WriteAllText(Path.Combine(_folder, "note.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "000000000000001-00000000000000000000000000000000.json.tmp"), "{");

        Assert.Null(Open().Peek());
        Assert.Equal(["note.json"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void An_alert_that_is_up_is_known_after_a_kill_until_it_comes_down()
    {
        var raised = new RaisedAlert(2, 1_000, 2_000);
        Open().Publish("mina", new AlertChange(raised, 2_000));
        WebhookOutbox outbox = Open();
        Assert.Equal(["mina"], outbox.RaisedUsers);

        outbox.Publish("mina", new AlertChange(raised, 3_000, ClearReason.Silent));
        Assert.Empty(Open().RaisedUsers);
    }

    [Theory]
    [InlineData("http://localhost:9/alerts", true)]
    [InlineData("https://hooks.example/x", true)]
    [InlineData("", true)]
    [InlineData("https://hooks.example:84430/x", false)]
    [InlineData("http://[", false)]
    [InlineData("http://a b/", false)]
    [InlineData("ftp://hooks.example/", false)]
    [InlineData("hooks.example", false)]
    public void An_address_that_cannot_be_posted_to_is_refused(string url, bool isValid) =>
        Assert.Equal(isValid, new WebhookUrlAttribute().IsValid(url));

    [Fact]
    public void Without_an_address_nothing_is_kept()
    {
        _options.Url = "";
        Publish(Open(), "mina");

        Assert.Empty(Directory.GetFiles(_folder));
    }

    private WebhookOutbox Open() =>
        new(new WebhookDirectory(_folder), Options.Create(_options), _time, NullLogger<WebhookOutbox>.Instance);

    private void Publish(WebhookOutbox outbox, string user)
    {
        outbox.Publish(user, new AlertChange(new RaisedAlert(2, 1_000, 2_000), 3_000, ClearReason.Recovered));
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
