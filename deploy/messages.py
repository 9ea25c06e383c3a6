"""Topics, what keeps their dead letters, the subscriptions that Eventarc made, and the scheduler's jobs."""

from __future__ import annotations

from deploy.grants import PUBSUB_AGENT, Grant, binding, topic_grants
from deploy.resource import Resource, called, field, has
from deploy.site import Site
from jobfinder.domain.topology import FUNCTIONS, Function

MOST_DELIVERIES = 5  # then a message goes to the dead-letter topic; Pub/Sub allows no fewer
ACK_SECONDS = 600  # the most Pub/Sub allows; longer than any function may run, or an event would run twice at once
KEPT_DAYS = 7
SHORTEST_WAIT, LONGEST_WAIT = "10s", "600s"  # between two deliveries of what failed


def topics(site: Site) -> list[Resource]:
    """Return each function's topic and dead-letter topic, what keeps the dead letters, and who may publish."""
    events = [function for function in FUNCTIONS if not function.http]
    found = [_topic(site.named(function.topic)) for function in events if function.topic]
    for function in events:
        dead = site.dead_letters(function)
        found += [_topic(dead), _kept(dead)]
    return found + [binding(grant, site) for grant in topic_grants(site)]


def _topic(name: str) -> Resource:
    return Resource(
        kind="topic",
        name=name,
        look=("pubsub", "topics", "list"),
        is_it=called(name),
        create=("pubsub", "topics", "create", name),
        delete=("pubsub", "topics", "delete", name),
    )


def kept_letters(dead: str) -> str:
    """Return the subscription that keeps the messages of a dead-letter topic, where a person can look at them."""
    return f"{dead}-kept"


def _kept(dead: str) -> Resource:
    name = kept_letters(dead)
    flags = (f"--message-retention-duration={KEPT_DAYS}d", "--expiration-period=never")
    return Resource(
        kind="subscription",
        name=name,
        look=("pubsub", "subscriptions", "list"),
        is_it=called(name),
        is_right=has({"messageRetentionDuration": f"{KEPT_DAYS * 86_400}s"}),
        create=("pubsub", "subscriptions", "create", name, f"--topic={dead}", *flags),
        update=("pubsub", "subscriptions", "update", name, *flags),
        delete=("pubsub", "subscriptions", "delete", name),
    )


def delivery(site: Site, function: Function, subscription: str) -> list[Resource]:
    """Return how a function's events are delivered: patience, dead letters, and Pub/Sub's right to move them there.

    Eventarc makes the subscription with the trigger, so it is never created here.
    """
    dead = site.dead_letters(function)
    wanted = {
        "ackDeadlineSeconds": ACK_SECONDS,
        "deadLetterPolicy.deadLetterTopic": f"projects/{site.project}/topics/{dead}",
        "deadLetterPolicy.maxDeliveryAttempts": MOST_DELIVERIES,
        "retryPolicy.minimumBackoff": SHORTEST_WAIT,
        "retryPolicy.maximumBackoff": LONGEST_WAIT,
    }
    update = (
        *("pubsub", "subscriptions", "update", subscription, f"--ack-deadline={ACK_SECONDS}"),
        *(f"--dead-letter-topic={dead}", f"--max-delivery-attempts={MOST_DELIVERIES}"),
        *(f"--min-retry-delay={SHORTEST_WAIT}", f"--max-retry-delay={LONGEST_WAIT}"),
    )
    right = Grant(account=PUBSUB_AGENT, role="roles/pubsub.subscriber", kind="subscription", on=subscription)
    policy = Resource(
        kind="delivery",
        name=subscription,
        look=("pubsub", "subscriptions", "list"),
        is_it=called(subscription),
        is_right=has(wanted),
        create=update,
        update=update,
    )
    return [binding(right, site), policy]


def schedules(site: Site) -> list[Resource]:
    """Return a scheduler job for each function with a schedule."""
    return [_job(site, function) for function in FUNCTIONS if function.schedule]


def _job(site: Site, function: Function) -> Resource:
    name = site.function(function)
    topic = f"projects/{site.project}/topics/{site.named(function.topic)}"  # in full: gcloud has no project for it here
    place = f"--location={site.region}"
    flags = (f"--schedule={function.schedule}", "--time-zone=Etc/UTC", f"--topic={topic}", "--message-body={}")
    right = has(
        {
            "schedule": function.schedule,
            "timeZone": "Etc/UTC",
            "pubsubTarget.topicName": topic,
            "pubsubTarget.data": "e30=",  # {}
        }
    )
    return Resource(
        kind="schedule",
        name=name,
        look=("scheduler", "jobs", "list", place),
        is_it=called(name),
        is_right=right,
        create=("scheduler", "jobs", "create", "pubsub", name, place, *flags),
        update=("scheduler", "jobs", "update", "pubsub", name, place, *flags),
        delete=("scheduler", "jobs", "delete", name, place),
    )


def subscription_of(trigger: object) -> str:
    """Return the short name of the subscription behind an Eventarc trigger, "" while it has none."""
    return str(field(trigger, "transport.pubsub.subscription") or "").rpartition("/")[2]
